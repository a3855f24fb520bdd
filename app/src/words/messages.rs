//! The macro behind the word files.

/// Declares messages.
///
/// ```text
/// messages! {
///     sign_in { vi: "Đăng nhập", en: "Sign in" }
///     received(n: u64) { vi: "Đã nhận {n} phiếu", en: "{n} ballots received", en_one(n): "1 ballot received" }
/// }
/// ```
///
/// A message without arguments is a `&'static str`, one with arguments a `String`. English tells one
/// from many, Vietnamese does not.
macro_rules! messages {
    ($($(#[$meta:meta])* $name:ident $(($($arg:ident : $ty:ty),+ $(,)?))? {
        vi: $vi:literal, en: $en:literal $(, en_one($count:ident): $one:literal)? $(,)?
    })*) => {
        $(messages!(@one $(#[$meta])* $name $(($($arg: $ty),+))? { $vi, $en $(, $count, $one)? });)*
    };
    (@one $(#[$meta:meta])* $name:ident { $vi:literal, $en:literal }) => {
        $(#[$meta])*
        #[doc = $vi]
        pub const fn $name(lang: contract::locale::Lang) -> &'static str {
            match lang {
                contract::locale::Lang::Vi => $vi,
                contract::locale::Lang::En => $en,
            }
        }
    };
    (@one $(#[$meta:meta])* $name:ident ($($arg:ident : $ty:ty),+) { $vi:literal, $en:literal }) => {
        $(#[$meta])*
        #[doc = $vi]
        pub fn $name(lang: contract::locale::Lang, $($arg: $ty),+) -> String {
            match lang {
                contract::locale::Lang::Vi => format!($vi),
                contract::locale::Lang::En => format!($en),
            }
        }
    };
    (@one $(#[$meta:meta])* $name:ident ($($arg:ident : $ty:ty),+) {
        $vi:literal, $en:literal, $count:ident, $one:literal
    }) => {
        $(#[$meta])*
        #[doc = $vi]
        pub fn $name(lang: contract::locale::Lang, $($arg: $ty),+) -> String {
            match lang {
                contract::locale::Lang::Vi => format!($vi),
                contract::locale::Lang::En if $count == 1 => format!($one),
                contract::locale::Lang::En => format!($en),
            }
        }
    };
}

pub(crate) use messages;
