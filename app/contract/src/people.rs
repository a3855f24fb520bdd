//! People, units and dated posts as they come in from a file, and what a dry run says about it.

use serde::{Deserialize, Serialize};
use time::Date;

/// How a post is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostType {
    /// Chính thức.
    Regular,
    /// Quyền.
    Acting,
    /// Phụ trách.
    InCharge,
    /// Kiêm nhiệm.
    Concurrent,
    /// Biệt phái.
    Seconded,
}

impl PostType {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 5] = [
        Self::Regular,
        Self::Acting,
        Self::InCharge,
        Self::Concurrent,
        Self::Seconded,
    ];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Acting => "acting",
            Self::InCharge => "in_charge",
            Self::Concurrent => "concurrent",
            Self::Seconded => "seconded",
        }
    }

    /// The inverse of [`PostType::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The files of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportFile {
    /// People and their posts.
    People,
    /// Units and the units that were merged into them.
    Units,
}

impl ImportFile {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Units => "units",
        }
    }
}

/// A list of which only the beginning is kept, and all are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// How many there are.
    pub n: u64,
    /// The first of them.
    pub first: Vec<T>,
}

impl<T> Listed<T> {
    /// How many are left out.
    pub const fn n_left_out(&self) -> u64 {
        self.n.saturating_sub(self.first.len() as u64)
    }
}

/// What the dry run of an import found. The second step takes its `hash`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DryRun {
    /// SHA-256 of the files, the options and the state of the roster that they were compared with, hex.
    pub hash: String,
    /// Whether who is not in the file goes.
    pub complete: bool,
    /// Rows with a person, without the heading.
    pub n_rows: u64,
    /// People who would be new, or come back.
    pub additions: Listed<Change>,
    /// People who would change.
    pub changes: Listed<Change>,
    /// People who would go (only when the file is complete).
    pub removals: Listed<Change>,
    /// Paths of units that would be new.
    pub new_units: Listed<String>,
    /// Mergers of units that would be new or change their day.
    pub mergers: Listed<Merger>,
    /// Mergers that would go (only when a units file is there and complete).
    pub dropped_mergers: Listed<Merger>,
    /// Everything wrong, by file, row and column. With any fault nothing can be applied.
    pub faults: Listed<ImportFault>,
}

impl DryRun {
    /// Whether there is something to apply.
    pub const fn changes_anything(&self) -> bool {
        self.additions.n
            + self.changes.n
            + self.removals.n
            + self.new_units.n
            + self.mergers.n
            + self.dropped_mergers.n
            > 0
    }
}

/// A unit that took over another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// Path of the unit that is.
    pub unit_path: String,
    /// Path of the unit that was.
    pub predecessor_path: String,
    /// The day.
    pub merged_on: Option<Date>,
}

/// One person's change, in words that the roster's keeper recognises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Staff code.
    pub staff_code: String,
    /// Full name after the change.
    pub full_name: String,
    /// The columns that differ; empty for additions and removals.
    pub columns: Vec<Column>,
}

/// A column of the people file, in the order of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Mã cán bộ.
    StaffCode,
    /// Họ và tên.
    FullName,
    /// Cách xưng hô (optional).
    AddressForm,
    /// Thư điện tử (may be empty).
    Email,
    /// Đơn vị; `/` separates levels.
    UnitPath,
    /// Chức vụ.
    Post,
    /// Loại chức vụ.
    PostType,
    /// Lĩnh vực phụ trách.
    Field,
    /// Người đứng đầu (x).
    HeadOfUnit,
    /// Báo cáo cho: staff codes, line superior first.
    ReportsTo,
    /// Từ ngày.
    From,
    /// Đến ngày.
    To,
    /// Units file: the unit that was.
    Predecessor,
}

/// A fault at a place of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    /// The file.
    pub file: ImportFile,
    /// Row in the file as a spreadsheet counts it (heading is row 1); `None`: the whole file.
    pub row: Option<u32>,
    /// The column; `None`: the whole row or file.
    pub column: Option<Column>,
    /// What is wrong.
    pub kind: ImportFaultKind,
}

/// What can be wrong with a people file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImportFaultKind {
    /// Looks like TCVN3 (ABC fonts).
    EncodingTcvn3,
    /// Looks like VNI.
    EncodingVni,
    /// UTF-16, as "Unicode text" of a spreadsheet program.
    EncodingUtf16,
    /// Neither UTF-8 nor something we recognise.
    EncodingUnknown,
    /// A workbook (.xlsx, .xls, .ods), not a CSV file.
    Workbook,
    /// Nothing in it.
    EmptyFile,
    /// A heading is missing.
    MissingColumn,
    /// A heading that we do not know.
    UnknownColumn {
        /// The heading as it stands in the file.
        heading: String,
    },
    /// Two headings mean the same column.
    DuplicateColumn {
        /// The second heading as it stands in the file.
        heading: String,
    },
    /// More or fewer fields than the heading has.
    WrongFieldCount {
        /// Fields of the heading.
        expected: u32,
        /// Fields of this row.
        found: u32,
    },
    /// Must not be empty.
    Missing,
    /// Longer than allowed.
    TooLong {
        /// The limit in characters.
        limit_chars: u32,
    },
    /// A staff code with spaces, `;` or `|` in it: "reports to" could never name it.
    UnreadableCode {
        /// What stands there.
        text: String,
    },
    /// The same staff code stands for two different people.
    DuplicateCode {
        /// The first row with this code.
        first_row: u32,
    },
    /// The same post twice in overlapping time.
    DuplicatePost {
        /// The first row with it.
        first_row: u32,
    },
    /// No person has this staff code, neither in the file nor on the roster.
    UnknownSuperior {
        /// The code that leads nowhere.
        staff_code: String,
    },
    /// More superiors than one post can have.
    TooManySuperiors {
        /// The limit.
        limit: u32,
    },
    /// The reporting lines go round in a circle.
    ReportingCycle {
        /// Staff codes along the circle, from this row's on; only the first of a long one.
        staff_codes: Vec<String>,
        /// How many people stand in it.
        n_people: u32,
    },
    /// Two heads of one unit at the same time.
    OverlappingHeads {
        /// Row of the other head, when it stands in the file.
        other_row: Option<u32>,
        /// Staff code of the other head.
        staff_code: String,
    },
    /// Not a date.
    UnreadableDate {
        /// What stands there.
        text: String,
    },
    /// The post ends before it begins.
    EndsBeforeItBegins,
    /// Not one of the five post types.
    UnknownPostType {
        /// What stands there.
        text: String,
    },
    /// Neither empty nor x.
    UnreadableMark {
        /// What stands there.
        text: String,
    },
    /// Not an e-mail address.
    UnreadableEmail {
        /// What stands there.
        text: String,
    },
    /// No such unit, for the file of predecessors.
    UnknownUnit {
        /// The path that leads nowhere.
        path: String,
    },
    /// A unit cannot be its own predecessor.
    OwnPredecessor,
    /// The same merger twice.
    DuplicateMerger {
        /// The first row with it.
        first_row: u32,
    },
}

/// How the list of people is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleOrder {
    /// By given name, then the rest, in Vietnamese order.
    #[default]
    Name,
    /// By unit, then as above; who holds two posts stands in both units.
    Unit,
}

impl PeopleOrder {
    /// As in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Unit => "unit",
        }
    }
}

/// A page of the list of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// What was searched for; empty for everybody.
    pub search: String,
    /// The order.
    pub order: PeopleOrder,
    /// Lines found in all.
    pub n_total: u64,
    /// Page, counted from 1.
    pub page: u32,
    /// Pages in all; at least 1.
    pub n_pages: u32,
    /// The people of this page.
    pub people: Vec<PersonView>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Staff code.
    pub staff_code: String,
    /// Full name.
    pub full_name: String,
    /// Current posts.
    pub posts: Vec<PostView>,
}

/// A post in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    /// Title of the post.
    pub title: String,
    /// How it is held.
    pub post_type: PostType,
    /// Path of the unit.
    pub unit_path: String,
    /// Field in charge.
    pub field: Option<String>,
    /// Whether it makes him head of the unit.
    pub is_head: bool,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}
