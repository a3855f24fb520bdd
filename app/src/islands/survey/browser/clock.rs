//! The time of day, only to be shown to who sits here. It is stored nowhere and sent nowhere.

/// Hours and minutes of this device, such as "10:32".
pub fn time_of_day() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
