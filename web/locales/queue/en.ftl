# The list of work.
lists = Lists
pile-mine = Mine
pile-unassigned = Nobody has them
pile-department = My department
pile-overdue = Overdue
pile-waiting = Waiting for the citizen
pile-disputed = Disputed
pile-all = All
no-piles = Your role handles no reports.
nothing-found = No report matches. Take away a filter, or look in another list.
none-mine = You have nothing in hand. Look at what nobody has taken yet.
none-unassigned = Everything has somebody who looks after it.
none-overdue = Nothing is overdue.
none-waiting = No citizen owes us an answer.
none-disputed = No citizen has disputed our work.
none-at-all = There are no reports yet.
words-or-number = Words or number
category = Category
stage = Status
order = Sorted by
order-due = Deadline
order-newest = Newest
order-supported = Most supported
any = Any
show = Show
show-all = Clear filters
filed = Reported
private = Private
anonymous = Anonymous
disputed = Disputed
nobody = Nobody yet
no-deadline = No deadline now
span = { $unit ->
    [minutes] { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
    [hours] { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
   *[days] { $count ->
        [one] 1 day
       *[other] { $count } days
    }
}
just-now = just now
ago = { $span } ago
left = { $span } left
late = { $span } late
pick = Pick { $number }
pages = Pages
page-before = Page before
page-after = Next page
one-change = 1 change – refresh
some-changes = # changes – refresh
many-changes = Many changes – refresh
give-picked = Give the picked ones to
give = Give
to-me = Me
to-colleagues = Colleagues
to-departments = Departments
given = Given.
given-title = What was given
none-picked = You picked no report.
back-to-list = Back to the list
keys = Keys
key-down = Next report
key-up = Report before
key-open = Open it
key-pick = Pick it
key-search = Search
key-help = Show these keys
