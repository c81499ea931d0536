//! What the city knows and does, from memory.

use aduan::{
    domain::{
        CitizenId, Code, CommentId, Complaint, ComplaintId, Handle, Preset, Purpose, StageKind,
        Step, TrackingNumber,
    },
    refusal::{Counted, Refusal},
    seal::Token,
    stub::SeededEntropy,
    verbs::{
        Added, Alike, Around, CodeSent, File, Following, Listed, Listing, Posted, Progress,
        Question, Receipt, Suggestion, Supported, Verdict, Withdrawn,
    },
};
use aduan_dialogue::{Deed, Did, Found, Read};
use chrono::TimeDelta;

use super::{Known, World};

/// The code that is always right here.
const CODE: &str = "123456";

impl World {
    pub(super) fn answer(&self, read: Read) -> Found {
        match read {
            Read::Suggest(words) => Found::Suggestions(self.suggestions(&words)),
            Read::LookAlike { category, point, words } => {
                let alike = |known: &&Known| {
                    known.category == category
                        && !known.own
                        && StageKind::OPEN.contains(&known.stage)
                        && (point.is_some() || shared(&known.title, &words) > 1)
                };
                let found = self.complaints.iter().filter(alike).map(|known| Alike {
                    number: known.number.clone(),
                    title: known.title.as_str().into(),
                    metres: point.map(|_| 40),
                    filed_at: known.filed_at,
                    stage: known.stage,
                    supports: known.supports,
                });
                Found::Alike(found.collect())
            }
            Read::Account => self.account(),
            Read::Copy(from) => self.copy(from),
            Read::Track(number) => Found::Progress(self.progress(&number)),
            Read::Questions => Found::Questions(
                self.complaints
                    .iter()
                    .filter(|known| known.own && known.stage == StageKind::NeedsInfo)
                    .filter_map(|known| {
                        Some(Question {
                            number: known.number.clone(),
                            title: known.title.as_str().into(),
                            question: known.note.clone()?,
                        })
                    })
                    .collect(),
            ),
            Read::Mine(_) if !self.signed_in => Found::Listing(Err(Refusal::LogInFirst)),
            Read::Mine(page) => {
                let mine = self.list(page, None, |known| known.own);
                Found::Listing(Ok(mine))
            }
            Read::Nearby(Around::Point(_), page) => {
                Found::Listing(Ok(self.list(page, Some(500), Known::is_open)))
            }
            Read::Nearby(Around::Words(words), page) | Read::Search(words, page) => {
                Found::Listing(Ok(self.list(page, None, |known| known.says(words.as_str()))))
            }
        }
    }

    /// A page of those that are wanted: the newest first, or each fifty metres farther.
    fn list(&self, page: u8, within: Option<u32>, wanted: impl Fn(&Known) -> bool) -> Listing {
        let rows: Vec<Listed> = self
            .complaints
            .iter()
            .rev()
            .filter(|known| wanted(known))
            .zip(1..)
            .map(|(known, nth): (_, u32)| Listed {
                number: known.number.clone(),
                category: known.category.clone(),
                stage: known.stage,
                filed_at: known.filed_at,
                metres: within.map(|_| nth * 50),
            })
            .collect();
        let before = usize::from(page) * Listing::ROWS;
        Listing {
            page,
            more: rows.len() > before + Listing::ROWS,
            total: Some(rows.len()),
            within,
            rows: rows.into_iter().skip(before).take(Listing::ROWS).collect(),
        }
    }

    fn suggestions(&self, words: &str) -> Vec<Suggestion> {
        let words = words.to_lowercase();
        let mut found: Vec<Suggestion> = Vec::new();
        for category in &self.catalogue.categories {
            if category.keywords.iter().any(|keyword| words.contains(keyword.as_ref())) {
                let score = if found.is_empty() { 0.7 } else { 0.1 };
                found.push(Suggestion { category: category.id.clone(), score });
            }
        }
        found
    }

    fn progress(&self, number: &TrackingNumber) -> Result<Progress, Refusal> {
        let known = self.complaints.iter().find(|known| known.number == *number);
        let known = known.filter(|known| !known.own || self.signed_in).ok_or(Refusal::NotFound)?;
        let category = self.catalogue.category(&known.category);
        Ok(Progress {
            number: known.number.clone(),
            kind: known.kind,
            title: known.title.as_str().into(),
            category: known.category.clone(),
            department: category.map(|category| category.department.clone()),
            stage: known.stage,
            filed_at: known.filed_at,
            due_at: Some(known.filed_at + TimeDelta::days(14)),
            supports: known.supports,
            supported: known.supported,
            followed: known.followed,
            published: true,
            appealed: known.appealed,
            rating: known.rating,
            refers_to: known.refers_to.clone(),
            steps: vec![
                Step { at: known.filed_at + TimeDelta::hours(3), to: StageKind::Assigned },
                Step { at: known.filed_at + TimeDelta::hours(30), to: known.stage },
            ],
            own: known.own,
            note: known.note.clone().filter(|_| known.own),
            ground: None,
        })
    }

    pub(super) fn deed(&mut self, deed: Deed) -> Result<Did, Refusal> {
        match deed {
            Deed::RequestCode(_, handle) => self.request_code(handle),
            Deed::EnterCode(purpose, code) => Ok(Did::CodeTyped(self.enter_code(purpose, &code))),
            Deed::Recognise if self.person.known_number.is_some() => Err(Refusal::NumberKnown),
            Deed::StartAnew => Ok(self.start_anew()),
            Deed::Recognise => {
                self.signed_in = true;
                Ok(Did::Recognised(citizen()))
            }
            Deed::TakeLink { code, confirmed } => {
                self.take_link(&code, confirmed).map(Did::LinkTaken)
            }
            Deed::ShareContact(purpose, phone) => {
                Ok(Did::ContactShared(self.share_contact(purpose, Handle::Phone(phone))))
            }
            Deed::SetNews(wanted) => Ok(self.set_news(wanted)),
            Deed::OfferLink => Ok(self.offer_link()),
            _ if !self.signed_in => Err(Refusal::LogInFirst),
            Deed::SignOut(chats) => Ok(self.sign_out(&chats)),
            Deed::Rename(name) => {
                self.person.name = name;
                Ok(Did::Renamed)
            }
            Deed::WithdrawConsent => {
                self.signed_in = false;
                Ok(Did::ConsentWithdrawn)
            }
            Deed::AskDeletion => {
                self.erase();
                Ok(Did::DeletionAsked)
            }
            Deed::UndoDeletion => {
                Ok(Did::DeletionUndone { asked: self.person.deletion.take().is_some() })
            }
            Deed::File(file) => self.file(file).map(Did::Filed),
            Deed::Undo(number) => {
                let at = self.own(&number)?;
                if self.now >= self.complaints[at].filed_at + self.city.limits.undo {
                    return Err(Refusal::TooLate);
                }
                self.complaints.remove(at);
                Ok(Did::Undone)
            }
            Deed::Support(number) => self.vote(&number, true),
            Deed::Unsupport(number) => self.vote(&number, false),
            Deed::Answer(number, _) => self
                .go(&number, StageKind::NeedsInfo, StageKind::InProgress)
                .map(|()| Did::Answered),
            Deed::TellStaff(number, _) => match self.complaints[self.own(&number)?].stage {
                StageKind::Closed => Err(Refusal::NotNow { stage: StageKind::Closed }),
                _ => Ok(Did::StaffTold),
            },
            Deed::Confirm(number) => {
                self.go(&number, StageKind::Resolved, StageKind::Closed).map(|()| Did::Confirmed)
            }
            Deed::Dispute(number, _) => {
                self.go(&number, StageKind::Resolved, StageKind::InProgress).map(|()| Did::Disputed)
            }
            Deed::Rate(number, stars, _) => {
                self.go(&number, StageKind::Closed, StageKind::Closed)?;
                self.known(number.as_str()).rating = Some(stars);
                Ok(Did::Rated(stars))
            }
            Deed::Follow(number) => self.follow(number, true),
            Deed::Unfollow(number) => self.follow(number, false),
            Deed::Comment(..) => Ok(Did::Commented(self.posted())),
            Deed::Uncomment(_, posted) if self.now >= posted.until => Err(Refusal::CommentStays),
            Deed::Uncomment(..) => Ok(Did::Uncommented),
            Deed::Withdraw(number) => self.withdraw(&number),
            Deed::Reopen(number, _) => {
                let known = self.own(&number)?;
                if self.now > self.complaints[known].closed_at + TimeDelta::days(30) {
                    return Err(Refusal::Over { days: 30 });
                }
                self.go(&number, StageKind::Closed, StageKind::InProgress).map(|()| Did::Reopened)
            }
            Deed::AddPhotos(number, photos) => {
                self.own(&number)?;
                Ok(Did::PhotosAdded(Added { photos: photos.len(), left_out: 0 }))
            }
            Deed::Appeal(number, _) => {
                let known = self.own(&number)?;
                if self.complaints[known].stage == StageKind::Rejected
                    && std::mem::replace(&mut self.complaints[known].appealed, true)
                {
                    return Err(Refusal::AppealedBefore);
                }
                self.go(&number, StageKind::Rejected, StageKind::Submitted).map(|()| Did::Appealed)
            }
        }
    }

    fn request_code(&mut self, handle: Handle) -> Result<Did, Refusal> {
        let wait = TimeDelta::seconds(30);
        if let Some((_, at, _)) = &self.code
            && self.now < *at + wait
        {
            return Err(Refusal::TooOften { what: Counted::Codes, until: *at + wait });
        }
        let masked = handle.masked().into();
        self.code = Some((handle, self.now, 5));
        Ok(Did::CodeSent(CodeSent { masked, again_at: self.now + wait }))
    }

    fn enter_code(&mut self, purpose: Purpose, code: &Code) -> Verdict {
        let lifetime = self.city.limits.code_lifetime;
        let Some((_, at, left)) = &mut self.code else { return Verdict::Gone };
        if self.now >= *at + lifetime || *left == 0 {
            return Verdict::Gone;
        }
        if code.reveal() == CODE {
            let Some((handle, ..)) = self.code.take() else { return Verdict::Gone };
            if purpose == Purpose::Link && self.person.taken.contains(&handle) {
                return Verdict::Taken;
            }
            if self.person.known_number.as_ref() == Some(&handle) {
                return Verdict::NewOwner;
            }
            self.person.prove(handle);
            if purpose == Purpose::Erase {
                self.erase();
            }
            self.signed_in = true;
            return Verdict::Right(citizen());
        }
        *left -= 1;
        Verdict::Wrong { left: *left }
    }

    fn share_contact(&mut self, purpose: Purpose, phone: Handle) -> Verdict {
        if self.person.taken.contains(&phone) {
            return Verdict::Taken;
        }
        if self.person.known_number.as_ref() == Some(&phone) {
            return Verdict::NewOwner;
        }
        self.person.prove(phone);
        self.signed_in = self.signed_in || purpose == Purpose::Login;
        Verdict::Right(citizen())
    }

    fn file(&mut self, file: File) -> Result<Receipt, Refusal> {
        if self.complaints.iter().any(|known| known.number == file.number) {
            return Err(Refusal::NumberTaken);
        }
        assert!(file.photos.len() <= Complaint::PHOTOS);
        let hidden = file.preset == Preset::Anonymous;
        let until = if hidden { TimeDelta::minutes(35) } else { self.city.limits.undo };
        self.filed += 1;
        self.complaints.push(Known {
            number: file.number.clone(),
            kind: file.kind,
            title: aduan::words::title(file.words.as_str()),
            category: file.category,
            stage: StageKind::Submitted,
            supports: 0,
            own: true,
            supported: false,
            note: None,
            filed_at: self.now,
            closed_at: self.now,
            followed: false,
            appealed: false,
            rating: None,
            refers_to: file.refers_to,
        });
        Ok(Receipt {
            id: ComplaintId::random(&SeededEntropy::new(1)),
            number: file.number,
            due_at: self.now + TimeDelta::days(14),
            settles_at: self.now + until,
            of: Token::from_bytes([0; 16]),
        })
    }

    fn vote(&mut self, number: &TrackingNumber, wanted: bool) -> Result<Did, Refusal> {
        let known = self.complaints.iter_mut().find(|known| known.number == *number);
        let known = known.ok_or(Refusal::NotFound)?;
        if known.own {
            return Err(Refusal::Own);
        }
        let again = known.supported == wanted;
        known.supported = wanted;
        match (again, wanted) {
            (true, _) => {}
            (false, true) => known.supports += 1,
            (false, false) => known.supports -= 1,
        }
        let (number, supports, follows) = (number.clone(), known.supports, known.followed);
        Ok(Did::Supported(Supported { number, supports, again, follows }))
    }

    fn follow(&mut self, number: TrackingNumber, wanted: bool) -> Result<Did, Refusal> {
        let known = self.complaints.iter_mut().find(|known| known.number == number);
        let known = known.ok_or(Refusal::NotFound)?;
        let again = known.own || known.followed == wanted;
        known.followed = wanted && !known.own;
        Ok(Did::Following(Following { number, again }))
    }

    fn posted(&self) -> Posted {
        Posted {
            id: CommentId::random(&SeededEntropy::new(2)),
            until: self.now + TimeDelta::minutes(5),
            proof: Token::from_bytes([1; 16]),
        }
    }

    fn withdraw(&mut self, number: &TrackingNumber) -> Result<Did, Refusal> {
        let at = self.own(number)?;
        let known = &mut self.complaints[at];
        if !known.is_open() {
            return Err(Refusal::NotNow { stage: known.stage });
        }
        let supports = known.supports;
        if supports == 0 {
            known.stage = StageKind::Closed;
            known.closed_at = self.now;
        } else {
            known.own = false;
        }
        Ok(Did::Withdrawn(Withdrawn { supports }))
    }

    fn own(&self, number: &TrackingNumber) -> Result<usize, Refusal> {
        let at = self.complaints.iter().position(|known| known.number == *number && known.own);
        at.ok_or(Refusal::NotFound)
    }

    fn go(
        &mut self,
        number: &TrackingNumber,
        from: StageKind,
        to: StageKind,
    ) -> Result<(), Refusal> {
        let at = self.own(number)?;
        let known = &mut self.complaints[at];
        if known.stage != from {
            return Err(Refusal::NotNow { stage: known.stage });
        }
        known.stage = to;
        known.note = None;
        Ok(())
    }
}

/// How many longer words stand in both.
fn shared(a: &str, b: &str) -> usize {
    let words = aduan::words::tokens(b);
    aduan::words::tokens(a).iter().filter(|word| word.len() > 3 && words.contains(word)).count()
}

pub(super) fn citizen() -> CitizenId {
    CitizenId::random(&SeededEntropy::new(1))
}

impl Known {
    fn is_open(&self) -> bool {
        StageKind::OPEN.contains(&self.stage)
    }

    /// Whether every word stands in its title.
    fn says(&self, words: &str) -> bool {
        let title = aduan::words::tokens(&self.title);
        let words = aduan::words::tokens(words);
        !words.is_empty() && words.iter().all(|word| title.contains(word))
    }
}
