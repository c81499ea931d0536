//! That she knows her password, before anything she signs in with is changed.

use aduan::{
    authority::Actor,
    password::{OnFile, Password, PasswordProof},
    verb::Verb,
    verbs::{Admitted, Keys, Knocked, OwnKeys},
};

use crate::{Panel, layout::Trouble};

/// Holds what she typed against her password. What is too long to be one is held as none, and
/// counted like any other.
pub(super) async fn prove(
    panel: &Panel,
    who: &Admitted,
    typed: &str,
) -> Result<(Keys, PasswordProof), Trouble> {
    let keys = OwnKeys { officer: who.officer }.find(panel.desk()).await?;
    let on_file = OnFile::find(panel.desk(), &keys.email, None).await?;
    let password = Password::typed(typed).or_else(|| Password::typed("")).ok_or(Trouble::Failed)?;
    let proof = panel.hashing(move || on_file.prove(&password)).await?;
    Ok((keys, proof))
}

/// Does what needs the proof, and says whether it held.
pub(super) async fn change<V: Verb<Answer = Knocked>>(
    panel: &Panel,
    who: &Admitted,
    verb: &V,
) -> Result<bool, Trouble> {
    let done = panel.desk().run(&Actor::Officer(who.officer), verb).await?;
    Ok(done.answer == Knocked::Right)
}
