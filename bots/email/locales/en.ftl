# The mail that carries a login code. The code stands on a line of its own.
code-subject = { $city } login code: { $code }
code-body =
    Your login code for the { $city } complaint service:

    { $code }

    Type it in the chat that asked for it. It works once, for 5 minutes.
    Staff never ask for it. If you did not ask for a code, ignore this message;
    without the code nobody can log in.
# The subject of any other mail, when its first line is too short to tell.
notice-subject = News about a report
