//! Claims that no rule read: words of a report that a person marked, with what they tell.

use std::collections::BTreeMap;

use chancery_data::Schema;
use chancery_model::{
    Actor, ActorId, ActorKind, Anchor, Attendance, Claim, ClaimId, ClaimKind, ClaimValue, EventKind, EventValue,
    Evidence, Judgement, JudgementKind, Matter, Participant, PledgeStatus, PledgeValue, PositionValue, Role, RuleId,
    Rung, Stance, Status,
};

use super::set::{Ground, set};

/// The claims that judgements add, by id; of two on the same words the one that came later in `judgements`.
pub(crate) fn added<'j>(schema: &Schema, judgements: impl Iterator<Item = &'j Judgement>) -> Vec<Claim> {
    let mut claims = BTreeMap::new();
    for judgement in judgements.filter(|j| j.withdrawn.is_none()) {
        let JudgementKind::Add { words, fields } = &judgement.kind else { continue };
        for anchor in judgement.subjects.iter().flat_map(|s| s.anchors()) {
            let Some(mut value) = blank(anchor, words) else { continue };
            let ground = Ground { schema, anchor, countries: &BTreeMap::new() };
            for field in fields {
                set(&ground, &mut value, &field.field, &field.value);
            }
            let id = ClaimId::of(anchor);
            let claim = Claim {
                id: id.clone(),
                anchor: anchor.clone(),
                value,
                evidence: vec![Evidence { span: anchor.span, exact: words.clone() }],
                rule: RuleId(format!("judgement/{} by {}", judgement.id, judgement.by)),
                steps: vec![format!("marked by {} at {}, for no rule had read it so", judgement.by, judgement.at)],
            };
            claims.insert(id, claim);
        }
    }
    claims.into_values().collect()
}

/// What words tell of which nothing is known but that they tell an event, position or pledge; nothing of other kinds.
fn blank(anchor: &Anchor, words: &str) -> Option<ClaimValue> {
    let nobody = || Participant {
        actor: Actor {
            id: ActorId(format!("described:{}:somebody", anchor.report.short())),
            kind: ActorKind::Group,
            name: "somebody".to_owned(),
        },
        acts_for: None,
        office: None,
        role: Role::Party,
        attendance: Attendance::Told,
        span: anchor.span,
    };
    let words = || words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match anchor.kind {
        ClaimKind::Event => ClaimValue::Event(EventValue {
            kind: EventKind("meeting".to_owned()),
            plover: None,
            status: Status::Held,
            earlier: None,
            actors: Vec::new(),
            recipients: Vec::new(),
            mediators: Vec::new(),
            place: None,
            time: None,
            moved_from: None,
            outcome: None,
            issues: Vec::new(),
            process: None,
            background: false,
        }),
        ClaimKind::Position => ClaimValue::Position(PositionValue {
            holder: nobody(),
            said_by: None,
            issue: "other".to_owned(),
            clause: None,
            stance: Stance::Uncommitted,
            red_line: false,
            proposition: words(),
            matter: Matter::default(),
            condition: None,
            rung: Rung::None,
            chain: Vec::new(),
            process: None,
        }),
        ClaimKind::Pledge => ClaimValue::Pledge(Box::new(PledgeValue {
            by: nobody(),
            parties: Vec::new(),
            said_by: None,
            to: None,
            what: words(),
            amount: None,
            period: None,
            until: None,
            length: None,
            status: PledgeStatus::Promised,
            process: None,
        })),
        ClaimKind::Statement | ClaimKind::Proposal | ClaimKind::Office => return None,
    })
}
