//! Laws of the protocol: one encoding per content, no panic on any bytes, a choice that does not
//! depend on the order of arrival.

use std::collections::HashMap;

use ballot::code::{CodeHash, OneTimeCode};
use ballot::envelope::{self, Content, HEADER_BYTES, Malformed};
use ballot::receipt::receipt;
use ballot::tally::{Chosen, Offer, Standing};
use proptest::prelude::*;
use uuid::Uuid;

prop_compose! {
    fn contents()(
        code in any::<[u8; 16]>(),
        subject in any::<[u8; 16]>(),
        relation in any::<u8>(),
        version in any::<u32>(),
        answers in prop::collection::vec(any::<u8>(), 0..200),
        spare in 0_usize..64,
    ) -> (OneTimeCode, Uuid, u8, u32, Vec<u8>, usize) {
        let size = HEADER_BYTES + answers.len() + spare;
        (OneTimeCode::new(code), Uuid::from_bytes(subject), relation, version, answers, size)
    }
}

proptest! {
    #[test]
    fn what_was_sealed_comes_out_again(
        (code, subject, relation, version, answers, size) in contents()
    ) {
        let content = Content { code, subject, relation, version, answers: &answers };
        let sealed = envelope::seal(&content, size).unwrap();
        prop_assert!(sealed.starts_with(&envelope::MARK));
        prop_assert_eq!(sealed.len(), size);
        prop_assert_eq!(envelope::open(&sealed, size), Ok(content));
    }

    #[test]
    fn any_changed_bit_is_another_content_or_none(
        (code, subject, relation, version, answers, size) in contents(),
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let content = Content { code, subject, relation, version, answers: &answers };
        let mut sealed = envelope::seal(&content, size).unwrap();
        let before = receipt(&sealed);
        sealed[place.index(size)] ^= 1 << bit;
        prop_assert_ne!(envelope::open(&sealed, size), Ok(content));
        prop_assert_ne!(receipt(&sealed), before);
    }

    #[test]
    fn what_opens_is_exactly_what_sealing_would_write(
        mut bytes in prop::collection::vec(any::<u8>(), HEADER_BYTES..128),
        length in 0_u32..64,
    ) {
        // Bring random bytes close to an envelope, so that some of them open.
        bytes[..4].copy_from_slice(b"TCB1");
        bytes[41..45].copy_from_slice(&length.to_le_bytes());
        let end = (HEADER_BYTES + length as usize).min(bytes.len());
        bytes[end..].fill(0);
        if let Ok(content) = envelope::open(&bytes, bytes.len()) {
            prop_assert_eq!(envelope::seal(&content, bytes.len()).unwrap(), bytes);
        } else {
            prop_assert!(HEADER_BYTES + length as usize > bytes.len());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        size in 0_usize..300,
    ) {
        let _ = envelope::open(&bytes, size);
        let _ = envelope::open(&bytes, bytes.len());
    }

    #[test]
    fn answers_that_do_not_fit_are_refused_with_both_sizes(
        answers in prop::collection::vec(any::<u8>(), 1..100),
        size in 0_usize..145,
    ) {
        let content = Content {
            code: OneTimeCode::new([7; 16]),
            subject: Uuid::nil(),
            relation: 0,
            version: 1,
            answers: &answers,
        };
        match envelope::seal(&content, size) {
            Ok(sealed) => prop_assert_eq!(sealed.len(), size),
            Err(fault) => {
                prop_assert_eq!(fault.needed_bytes, answers.len());
                prop_assert_eq!(fault.held_bytes, size.saturating_sub(HEADER_BYTES));
                prop_assert!(fault.needed_bytes > fault.held_bytes || size < HEADER_BYTES);
            }
        }
    }

    #[test]
    fn the_choice_does_not_depend_on_the_order_of_arrival(
        sent in prop::collection::vec((0_u8..4, 0_u32..4, 0_u8..4), 0..40),
        seed in any::<prop::sample::Selector>(),
    ) {
        let choose = |sent: &[(u8, u32, u8)]| {
            let mut chosen = Chosen::default();
            let mut out = 0;
            for &(code, version, hash) in sent {
                let standing = Standing { version, receipt: [hash; 32] };
                if chosen.offer(CodeHash([code; 32]), standing, (code, version, hash))
                    == Offer::OneIsOut
                {
                    out += 1;
                }
            }
            let mut found = chosen.into_found();
            found.sort_unstable();
            (found, out)
        };
        let mut shuffled = sent.clone();
        shuffled.sort_by_key(|entry| {
            let mut bytes = vec![entry.0, entry.1 as u8, entry.2];
            bytes.push(*seed.select(&[0_u8, 1, 2, 3]));
            receipt(&bytes)
        });
        prop_assert_eq!(choose(&sent), choose(&shuffled));

        // The same by the plain reading of the rule.
        let mut best: HashMap<u8, (u32, u8)> = HashMap::new();
        for &(code, version, hash) in &sent {
            let place = best.entry(code).or_insert((version, hash));
            if version > place.0 || (version == place.0 && hash < place.1) {
                *place = (version, hash);
            }
        }
        let mut expected: Vec<_> =
            best.iter().map(|(&code, &(version, hash))| (code, version, hash)).collect();
        expected.sort_unstable();
        let (found, out) = choose(&sent);
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!(found.len() + out, sent.len());
    }
}

#[test]
fn each_fault_has_its_name() {
    let content = Content {
        code: OneTimeCode::new([1; 16]),
        subject: Uuid::from_bytes([2; 16]),
        relation: 3,
        version: 4,
        answers: b"{}",
    };
    let good = envelope::seal(&content, 64).unwrap();
    let changed = |place: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[place] = byte;
        bytes
    };
    assert_eq!(envelope::open(&good[..63], 64), Err(Malformed::Size));
    assert_eq!(envelope::open(&good, 65), Err(Malformed::Size));
    assert_eq!(envelope::open(b"TCB1", 4), Err(Malformed::Size));
    assert_eq!(envelope::open(b"", 0), Err(Malformed::Format));
    assert_eq!(
        envelope::open(&changed(0, b'X'), 64),
        Err(Malformed::Format)
    );
    assert_eq!(
        envelope::open(&changed(3, b'2'), 64),
        Err(Malformed::FormatVersion)
    );
    assert_eq!(
        envelope::open(&changed(42, 0xFF), 64),
        Err(Malformed::Length)
    );
    assert_eq!(envelope::open(&changed(63, 1), 64), Err(Malformed::Padding));
}
