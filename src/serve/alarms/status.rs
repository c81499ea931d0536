//! What `/status` answers an operator.

use aduan::{
    domain::Language,
    phrase::{self, Value},
    ports::Message,
    verbs::CodeBudget,
};
use aduan_telegram::Reporter;
use async_trait::async_trait;

use super::{Watch, number, plain, say};

#[async_trait]
impl Reporter for Watch {
    async fn status(&self, language: Language) -> Message {
        let say = |key, args: &[(&str, Value)]| say(language, key, args);
        let alarms = self.alarms().await;
        let head = if alarms.is_empty() { "all-well" } else { "something-wrong" };
        let mut lines = vec![say(head, &[])];
        lines.extend(alarms.values().map(|alarm| alarm.line("trouble", language)));
        if let Ok(figures) = self.desk.storage().figures(self.desk.now()).await {
            lines.extend([String::new(), say("waiting", &[])]);
            lines.extend(figures.queues.iter().map(|(queue, waiting, buried, _)| {
                let counts = [("waiting", number(*waiting)), ("buried", number(*buried))];
                let [waiting, buried] = counts.map(|(name, count)| (name, count.into()));
                say("queue", &[("name", queue.name().into()), waiting, buried])
            }));
            lines.extend([String::new(), say("complaints", &[])]);
            let stages = figures.complaints.iter();
            lines.extend(
                stages
                    .map(|(stage, count)| format!("{}: {count}", phrase::stage(language, *stage))),
            );
        }
        if let Ok(CodeBudget { sent, limit }) = CodeBudget::today(&self.desk).await {
            let [sent, limit] = [("sent", sent), ("limit", limit)]
                .map(|(name, count)| (name, i64::from(count).into()));
            lines.extend([String::new(), say("codes-today", &[sent, limit])]);
        }
        lines.extend([String::new(), say("since-start", &[])]);
        lines.extend(self.gateway.health().iter().map(|line| {
            let counts = [("sent", number(line.sent)), ("failed", number(line.failed))];
            let [sent, failed] = counts.map(|(name, count)| (name, count.into()));
            say("sent", &[("name", line.channel.name().into()), sent, failed])
        }));
        plain(&lines.join("\n"), language)
    }
}
