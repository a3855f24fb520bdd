//! The flags of `analyse profile`, and the protocol that they or a file give.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use stats::profiles::{OnSignal, Protocol};

use crate::columns;
use crate::refusal::Refusal;

/// The files, and what is decided.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Tệp phiếu: cột ballot, subject, group, các câu hỏi, và nếu có: unit, rater, stratum, seconds
    /// hoặc speed_class, minute, các tình huống mẫu
    /// · The ballots: columns ballot, subject, group, the items, and where they exist unit, rater,
    /// stratum, seconds or speed_class, minute, the vignettes
    #[arg(long, value_name = "FILE")]
    pub(super) ballots: PathBuf,

    /// Tệp JSON của quy chế: weights, on_signal, weigh_cap, seed
    /// · JSON file of the protocol: weights, on_signal, weigh_cap, seed
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "weights",
        conflicts_with = "weights"
    )]
    pub(super) protocol: Option<PathBuf>,

    /// Trọng số do cơ quan quy định, cộng lại bằng 1
    /// · Policy weights, set by the organisation; they sum to 1
    #[arg(long, value_name = "superior=.30,peer=.20,…")]
    pub(super) weights: Option<String>,

    /// Tỷ lệ các tầng trong dân số: cột group, stratum, share
    /// · Shares of the strata in the population: columns group, stratum, share
    #[arg(long, value_name = "FILE")]
    pub(super) population: Option<PathBuf>,

    /// Dấu hiệu thông đồng hoặc trả đũa: report (chỉ nêu) hoặc weigh (giảm trọng số, có trần)
    /// · Signals of collusion or retaliation: report (only shown) or weigh (lower weights, capped)
    #[arg(long, value_name = "report|weigh")]
    pub(super) on_signal: Option<OnSignalName>,

    /// Các cột câu hỏi; nếu không nêu là q1..q20 · Columns of the items; q1..q20 unless named
    #[arg(long, value_name = "COLUMNS")]
    pub(super) items: Option<String>,

    /// Năng lực và các câu của nó; nếu không nêu, q1..q20 chia bốn
    /// · Competencies and their items; q1..q20 in four unless named
    #[arg(long, value_name = "GROUPS")]
    pub(super) competencies: Option<String>,

    /// Mức thấp nhất và cao nhất · Lowest and highest level
    #[arg(long, value_name = "MIN:MAX", default_value = "1:5")]
    pub(super) scale: String,

    /// Các cột tình huống mẫu; nếu không nêu thì dùng v1,v2 khi tệp có
    /// · Columns of the vignettes; v1,v2 where the file has them, unless named
    #[arg(long, value_name = "COLUMNS")]
    pub(super) vignettes: Option<String>,

    /// Hạt giống của mọi số ngẫu nhiên · Seed of everything random
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,

    /// In cả trọng số và lý do của từng phiếu · Print weight and reason of each ballot too
    #[arg(long)]
    pub(super) ballot_weights: bool,

    /// In kết quả ở dạng JSON · Print JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What a signal does.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
pub enum OnSignalName {
    /// Chỉ nêu cạnh kết quả · Only shown beside the figure
    Report,
    /// Giảm trọng số, không quá trần · Lowers weights, up to the cap
    Weigh,
}

/// A protocol as a file writes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolFile {
    /// Policy weight of each relation.
    pub(super) weights: BTreeMap<String, f64>,
    #[serde(default)]
    pub(super) on_signal: Option<OnSignalName>,
    #[serde(default)]
    pub(super) weigh_cap: Option<f64>,
    #[serde(default)]
    pub(super) seed: Option<u64>,
}

/// A protocol with nothing left open.
#[derive(Debug, Clone, Serialize)]
pub struct Decided {
    /// Relations in the order of their names, with their weights.
    pub(super) weights: BTreeMap<String, f64>,
    pub(super) on_signal: OnSignalName,
    pub(super) weigh_cap: f64,
    pub(super) seed: u64,
}

/// The largest share of a cell's weight that signals may take unless the protocol says otherwise.
const WEIGH_CAP: f64 = 0.9;

impl Arguments {
    /// The protocol, from the file or the flags.
    pub(super) fn protocol(&self) -> Result<Decided, Refusal> {
        let file = match (&self.protocol, &self.weights) {
            (Some(path), _) => {
                let name = path.display();
                let text = fs::read_to_string(path).map_err(|error| {
                    Refusal::new(
                        format!("Không đọc được tệp quy chế {name}: {error}"),
                        format!("The protocol {name} cannot be read: {error}"),
                    )
                })?;
                serde_json::from_str(&text).map_err(|error| {
                    Refusal::new(
                        format!("Tệp quy chế {name} chưa đúng: {error}"),
                        format!("The protocol {name} is not right: {error}"),
                    )
                })?
            }
            (None, weights) => ProtocolFile {
                weights: parse_weights(weights.as_deref().unwrap_or_default())?,
                on_signal: None,
                weigh_cap: None,
                seed: None,
            },
        };
        Ok(Decided {
            weights: file.weights,
            on_signal: self
                .on_signal
                .or(file.on_signal)
                .unwrap_or(OnSignalName::Report),
            weigh_cap: file.weigh_cap.unwrap_or(WEIGH_CAP),
            seed: self.seed.or(file.seed).unwrap_or(1),
        })
    }
}

impl Decided {
    /// As the engine takes it.
    pub(super) fn frozen(&self) -> Result<Protocol, Refusal> {
        let on_signal = match self.on_signal {
            OnSignalName::Report => OnSignal::Report,
            OnSignalName::Weigh => OnSignal::Weigh,
        };
        let weights = self.weights.values().copied().collect();
        Protocol::new(weights, on_signal, self.weigh_cap, self.seed).map_err(|error| {
            Refusal::new(
                format!("Quy chế chưa đúng: {error}. Trọng số không âm và cộng lại bằng 1."),
                format!("The protocol is not right: {error}."),
            )
        })
    }
}

fn parse_weights(text: &str) -> Result<BTreeMap<String, f64>, Refusal> {
    let mut weights = BTreeMap::new();
    for part in columns::list("--weights", text)? {
        let pair = part.split_once('=');
        let parsed = pair.and_then(|(name, weight)| {
            let weight: f64 = weight.trim().parse().ok()?;
            Some((name.trim().to_owned(), weight))
        });
        let Some((name, weight)) = parsed else {
            return Err(Refusal::new(
                format!("--weights: không đọc được “{part}”. Hãy viết như superior=.30,peer=.70."),
                format!("--weights: “{part}” cannot be read. Write it like superior=.30,peer=.70."),
            ));
        };
        if weights.insert(name.clone(), weight).is_some() {
            return Err(Refusal::new(
                format!("--weights: nhóm “{name}” được nêu hai lần."),
                format!("--weights: the group “{name}” is named twice."),
            ));
        }
    }
    Ok(weights)
}
