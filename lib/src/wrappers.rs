//! The verbs an embedding program begins with, as methods. Each is one line: hand the verb in,
//! keep the answer. [`Desk::run`] takes every verb.

use crate::{
    Desk, DeskError,
    authority::Actor,
    domain::{
        Catalogue, CitizenId, Comment, DepartmentId, Ground, Note, Picture, StageKind,
        TrackingNumber,
    },
    seal::Token,
    verb::Verb,
    verbs::{
        AddPhotos, Added, Answer, Ask, Assign, CommentOn, Confirm, Dispute, Edition, EndTalk, File,
        Posted, Progress, Rate, Receipt, Recognise, Reject, Remark, Reply, Resolve, SetCatalogue,
        Start, Support, Supported, TellStaff, Track, Transfer, Undo, Unsupport,
    },
};

impl Desk {
    async fn answer_of<V: Verb>(&self, by: &Actor, verb: V) -> Result<V::Answer, DeskError> {
        self.run(by, &verb).await.map(|done| done.answer)
    }

    /// [`SetCatalogue`]: sets departments and categories.
    pub async fn set_catalogue(
        &self,
        by: &Actor,
        catalogue: Catalogue,
    ) -> Result<Edition, DeskError> {
        self.answer_of(by, SetCatalogue { catalogue }).await
    }

    /// [`Recognise`]: makes the owner of a chat account known.
    pub async fn recognise(&self, who: Recognise) -> Result<CitizenId, DeskError> {
        self.answer_of(&Actor::Visitor, who).await
    }

    /// [`File`]: files a complaint.
    pub async fn file(&self, by: &Actor, file: File) -> Result<Receipt, DeskError> {
        self.answer_of(by, file).await
    }

    /// [`AddPhotos`]: adds photos that the channel keeps at these sources.
    pub async fn add_photos(
        &self,
        by: &Actor,
        number: TrackingNumber,
        photos: Vec<Box<str>>,
    ) -> Result<Added, DeskError> {
        self.answer_of(by, AddPhotos { number, photos }).await
    }

    /// [`TellStaff`]: writes on about one's question.
    pub async fn tell_staff(
        &self,
        by: &Actor,
        number: TrackingNumber,
        words: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, TellStaff { number, words }).await
    }

    /// [`Reply`]: replies to a question.
    pub async fn reply(
        &self,
        by: &Actor,
        number: TrackingNumber,
        words: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Reply { number, words }).await
    }

    /// [`EndTalk`]: closes a question that is answered.
    pub async fn end_talk(
        &self,
        by: &Actor,
        number: TrackingNumber,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, EndTalk { number }).await
    }

    /// [`Undo`]: takes a filing back.
    pub async fn undo(&self, by: &Actor, number: TrackingNumber) -> Result<(), DeskError> {
        self.answer_of(by, Undo { number }).await
    }

    /// [`Track`]: asks how a complaint stands.
    pub async fn track(&self, by: &Actor, number: TrackingNumber) -> Result<Progress, DeskError> {
        self.answer_of(by, Track { number }).await
    }

    /// [`Support`]: supports a complaint.
    pub async fn support(
        &self,
        by: &Actor,
        number: TrackingNumber,
    ) -> Result<Supported, DeskError> {
        self.answer_of(by, Support { number }).await
    }

    /// [`Unsupport`]: withdraws support.
    pub async fn unsupport(
        &self,
        by: &Actor,
        number: TrackingNumber,
    ) -> Result<Supported, DeskError> {
        self.answer_of(by, Unsupport { number }).await
    }

    /// [`CommentOn`]: adds a comment, once for each `once`.
    pub async fn comment(
        &self,
        by: &Actor,
        number: TrackingNumber,
        comment: Comment,
        once: Token,
    ) -> Result<Posted, DeskError> {
        self.answer_of(by, CommentOn { number, comment, once }).await
    }

    /// [`Assign`]: gives a complaint to a department.
    pub async fn assign(
        &self,
        by: &Actor,
        number: TrackingNumber,
        to: DepartmentId,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Assign { number, to }).await
    }

    /// [`Start`]: takes a complaint over.
    pub async fn start(&self, by: &Actor, number: TrackingNumber) -> Result<StageKind, DeskError> {
        self.answer_of(by, Start { number, owner: None }).await
    }

    /// [`Transfer`]: passes a complaint on to another department.
    pub async fn transfer(
        &self,
        by: &Actor,
        number: TrackingNumber,
        to: DepartmentId,
        reason: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Transfer { number, to, reason }).await
    }

    /// [`Reject`]: turns a complaint down.
    pub async fn reject(
        &self,
        by: &Actor,
        number: TrackingNumber,
        ground: Ground,
        reason: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Reject { number, ground, reason }).await
    }

    /// [`Remark`]: writes a note that only staff read.
    pub async fn remark(
        &self,
        by: &Actor,
        number: TrackingNumber,
        note: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Remark { number, note }).await
    }

    /// [`Ask`]: asks the reporter something.
    pub async fn ask(
        &self,
        by: &Actor,
        number: TrackingNumber,
        question: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Ask { number, question }).await
    }

    /// [`Answer`]: answers the city's question.
    pub async fn answer(
        &self,
        by: &Actor,
        number: TrackingNumber,
        answer: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Answer { number, answer }).await
    }

    /// [`Resolve`]: says that it is mended.
    pub async fn resolve(
        &self,
        by: &Actor,
        number: TrackingNumber,
        remark: Note,
        after: Option<Picture>,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Resolve { number, remark, after }).await
    }

    /// [`Confirm`]: agrees that it is mended.
    pub async fn confirm(
        &self,
        by: &Actor,
        number: TrackingNumber,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Confirm { number }).await
    }

    /// [`Dispute`]: says that it is not mended.
    pub async fn dispute(
        &self,
        by: &Actor,
        number: TrackingNumber,
        reason: Note,
    ) -> Result<StageKind, DeskError> {
        self.answer_of(by, Dispute { number, reason }).await
    }

    /// [`Rate`]: rates how a complaint was handled.
    pub async fn rate(
        &self,
        by: &Actor,
        number: TrackingNumber,
        stars: u8,
        advice: Option<Note>,
    ) -> Result<u8, DeskError> {
        self.answer_of(by, Rate { number, stars, advice }).await
    }
}
