//! What both sides agree on: the words of the house, ids, inputs, views and errors.
//! Pure data with serde; no leptos, no IO, no SQL.
//!
//! # Glossary
//!
//! One word per thing, everywhere: table, type, page, message key, CSS class.
//!
//! | English | Vietnamese | meaning |
//! |---|---|---|
//! | campaign | kỳ lấy ý kiến (development), kỳ đánh giá (reference) | one round of questions, with one frozen protocol |
//! | protocol | phương án đã chốt | everything that decides a figure, frozen at the opening |
//! | subject | người được góp ý | the leader who is rated |
//! | rater | người góp ý | who answers |
//! | relation | nhóm (cấp trên, đồng cấp, cấp dưới, tự đánh giá) | how the rater stands to the subject |
//! | assignment | phần góp ý | one rater × one subject × one relation |
//! | scope | | campaign × subject × relation: the only thing that both vaults know |
//! | cell | nhóm hiển thị | one or more relations of one subject, published together |
//! | invitation | thư mời | what brings a rater in: a link code or a short code |
//! | one-time code | mã dùng một lần | 128 random bits, drawn in the browser, one per assignment |
//! | envelope | phong bì | an answer on its way: opaque, of one size, opened at the tally |
//! | instrument | bộ câu hỏi | items, anchors, competencies, forced choice, prompts |
//! | competency | năng lực | a group of items |
//! | anchor | hành vi ở từng mức | the behaviour that a level of the scale stands for |
//! | profile | kết quả phản hồi đa chiều | what is released about one subject |
//! | attributed | hiện rõ là ai | a relation of one known person (self, the only superior), told so before he answers |
//! | k | số phiếu tối thiểu để hiển thị | the fewest people in a cell that is shown |

#![cfg_attr(not(test), warn(clippy::unwrap_used))]

pub mod accounts;
pub mod answers;
pub mod ballots;
pub mod campaigns;
pub mod drafts;
pub mod error;
pub mod ids;
pub mod instruments;
pub mod invitations;
pub mod locale;
pub mod people;
pub mod profiles;
pub mod raters;
pub mod ratings;
