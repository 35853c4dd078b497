//! Mentions in order of the text, each once: they are gathered as rules ask for them.

use chancery_model::{Findings, Seat};

/// Sorts the mentions, drops those that stand twice, and leads all that point at them to their new place.
pub(crate) fn mentions(findings: &mut Findings) {
    let mut order: Vec<usize> = (0..findings.mentions.len()).collect();
    order.sort_by_key(|i| (findings.mentions[*i].span, *i));
    let mut place = vec![0; order.len()];
    let mut sorted: Vec<chancery_model::Mention> = Vec::with_capacity(order.len());
    for i in order {
        let mention = &findings.mentions[i];
        let twice = sorted.iter().rposition(|s| s.span == mention.span && s.form == mention.form);
        place[i] = match twice.filter(|at| sorted.len() - at <= 4) {
            Some(at) => at,
            None => {
                sorted.push(mention.clone());
                sorted.len() - 1
            }
        };
    }
    findings.mentions = sorted;
    let lead = |seats: &mut Vec<Seat>| {
        for seat in seats.iter_mut() {
            seat.mention = place[seat.mention];
        }
        let mut seen = Vec::new();
        seats.retain(|seat| {
            !seen.contains(&seat.mention) && {
                seen.push(seat.mention);
                true
            }
        });
    };
    for event in &mut findings.events {
        lead(&mut event.actors);
        lead(&mut event.recipients);
        lead(&mut event.mediators);
    }
    for aside in &mut findings.asides {
        for actor in &mut aside.actors {
            *actor = place[*actor];
        }
        aside.actors.dedup();
    }
    for statement in &mut findings.statements {
        statement.speaker = statement.speaker.map(|m| place[m]);
        for link in &mut statement.chain {
            *link = place[*link];
        }
    }
    for position in &mut findings.positions {
        position.holder = position.holder.map(|m| place[m]);
    }
    for pledge in &mut findings.pledges {
        for by in &mut pledge.by {
            *by = by.map(|m| place[m]);
        }
        for to in &mut pledge.to {
            *to = place[*to];
        }
    }
}
