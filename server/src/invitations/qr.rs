//! A link as a QR code, drawn as one path.

use std::fmt::Write;

use contract::error::AppError;
use contract::invitations::QrCode;
use qrcode::{Color, EcLevel};

/// The QR code of a text.
pub fn qr(text: &str) -> Result<QrCode, AppError> {
    // Paper is folded and smudged, so a quarter of it may be lost.
    let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::Q)
        .map_err(AppError::internal)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let dark = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if dark > 0 {
                // Writing into a String cannot fail.
                let _ = write!(path, "M{x} {y}h{dark}v1h-{dark}z");
            }
            x += dark.max(1);
        }
    }
    Ok(QrCode {
        width: u32::try_from(width).map_err(AppError::internal)?,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let text = "https://toancanh.example/i#0123456789ABCDEFGHJKMNPQRS";
        let drawn = qr(text).unwrap();
        let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::Q).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|c| **c == Color::Dark)
            .count();
        let covered: usize = drawn
            .path
            .split('h')
            .skip(1)
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(covered, dark);
        // The finder pattern of the first corner begins with seven dark modules.
        assert!(drawn.path.starts_with("M0 0h7v1h-7z"));
    }
}
