//! Offices that do not fit the date: "former President Trump" while he is in office.

use chancery_model::{Evidence, Mention, MentionForm, Note};

use super::Cast;

impl Cast<'_> {
    /// The remark on a mention that calls somebody the former holder of an office that, by the register, he holds
    /// on the day of the report. Where the register or the day is silent there is none.
    pub(super) fn slip(&self, mention: &Mention, figure: usize) -> Option<Note> {
        let MentionForm::Name { title: Some(title), .. } = mention.form else { return None };
        let before = &self.document.report.text[mention.span.start().min(title.start())..title.start()];
        let former = |word: &str| self.data.lexicon.phrase("former", &[&word.to_lowercase()]).is_some();
        if !before.split(|c: char| !c.is_alphanumeric()).any(former) {
            return None;
        }
        let role = self.words(title).to_lowercase();
        let actor = &self.figures[figure].known.actor;
        let register = &self.data.register;
        let (term, office) =
            register.terms_of(&actor.id.0).filter(|t| self.day.is_some_and(|day| t.on(day))).find_map(|t| {
                let office = register.offices.get(&t.office)?;
                office.aliases.iter().any(|a| a.to_lowercase() == role).then_some((t, office))
            })?;
        let since = term.from?;
        let message = format!("calls {} a former {role}: by the register {} since {since}", actor.name, office.title);
        let evidence = vec![Evidence { span: mention.span, exact: self.words(mention.span).to_owned() }];
        Some(Note { code: "office-slip".to_owned(), message, evidence })
    }
}
