//! Playing a transcript in a chat, with the world of the transcripts behind it.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use super::{Answer, Transcript};

/// The chat of one person on some channel.
pub(crate) trait Chat {
    /// Whether what a line of a transcript says she does can be done there.
    fn can(&self, act: &str) -> bool;
    /// Does it.
    fn does(&self, act: &str);
    /// Waits until what she did was taken.
    async fn is_settled(&self);
    /// What was said to her so far.
    fn heard(&self) -> Vec<Answer>;
    /// An answer of a transcript as that channel shows it.
    fn expected(&self, answer: &Answer, language: &str) -> Answer;
}

/// The stage as a process, ended with its owner.
pub(crate) struct Stage {
    child: Child,
    pub(crate) url: String,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Stage {
    pub(crate) fn start(args: &[&str]) -> Self {
        let mut stage = Command::new(env!("CARGO_BIN_EXE_chat-stage"));
        let mut child = stage.args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on ").unwrap();
        Self { url: format!("http://{address}"), child }
    }

    async fn post(&self, path: &str, body: Value) {
        let request = fakes::client().post(format!("{}/stage/{path}", self.url));
        let request = request.header("content-type", "application/json").body(body.to_string());
        assert!(request.send().await.unwrap().status().is_success(), "{path}: {body}");
    }

    async fn happens(&self, line: &str) {
        self.post("happens", json!({ "line": line })).await;
    }
}

/// Plays a transcript, and compares each answer.
pub(crate) async fn play(stage: &Stage, transcript: &Transcript, chat: &impl Chat) {
    let Transcript { flow, language, steps } = transcript;
    let prelude = steps[0].does.starts_with("* ");
    stage.post("begin", json!({ "language": language, "prelude": prelude })).await;
    if prelude {
        // Her first words were before the transcript; here they only tell who she is.
        chat.does("halo");
        chat.is_settled().await;
    }
    for step in steps {
        let before = chat.heard().len();
        match step.does.strip_prefix("Sari: ").filter(|act| chat.can(act)) {
            Some(act) => chat.does(act),
            None => stage.happens(&step.does).await,
        }
        chat.is_settled().await;
        let expected: Vec<Answer> =
            step.answers.iter().map(|answer| chat.expected(answer, language)).collect();
        assert_eq!(chat.heard()[before..], expected, "{flow} ({language}): {}", step.does);
    }
}
