//! `analyse simulate`: a world with known truth, as the four files of the reference campaign.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use contract::locale::Lang;
use schemars::JsonSchema;
use serde::Serialize;
use stats::simulation::{Design, Kind, N_ITEMS, N_VIGNETTES, STRATA, Scenario, World};

use crate::output;
use crate::refusal::Refusal;

/// What to draw and where to write it.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Kịch bản, từ S0 (sạch) đến S6 (phê bình trung thực)
    /// · The scenario, from S0 (clean) to S6 (honest criticism)
    #[arg(long, value_name = "S0..S6", value_parser = str::parse::<Scenario>)]
    scenario: Scenario,

    /// Hạt giống của mọi số ngẫu nhiên · Seed of everything random
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Thư mục mới để ghi bốn tệp · A new folder for the four files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Số đơn vị · Number of units
    #[arg(long, value_name = "N", default_value_t = 30)]
    units: u32,

    /// Số cán bộ lãnh đạo trong mỗi đơn vị · Leaders in each unit
    #[arg(long, value_name = "N", default_value_t = 10)]
    leaders: u32,

    /// Mỗi phiếu chấm thêm hai tình huống mẫu (cột v1, v2)
    /// · Each ballot also rates two vignettes (columns v1, v2)
    #[arg(long)]
    vignettes: bool,

    /// Như một kỳ ẩn danh: bỏ cột rater và minute, thay seconds bằng speed_class
    /// · As an anonymous campaign: no columns rater and minute, speed_class in place of seconds
    #[arg(long)]
    anonymous: bool,

    /// Ghi đè nếu thư mục đã có tệp · Overwrite where the folder has files already
    #[arg(long)]
    force: bool,

    /// In kết quả ở dạng JSON · Print JSON
    #[arg(long)]
    json: bool,
}

/// What was written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// Scenario, `S0` to `S6`.
    scenario: String,
    /// Seed.
    seed: u64,
    /// Number of leaders.
    n_subjects: usize,
    /// Number of ballots.
    n_ballots: usize,
    /// Ballots of each kind that occurs.
    kinds: Vec<KindCount>,
    /// The files, in the order of writing.
    files: Vec<String>,
}

/// How many ballots are of one kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindCount {
    /// As in `labels.csv`.
    kind: String,
    /// Ballots.
    n: usize,
}

/// Draws the world and writes it.
pub fn run(arguments: &Arguments, lang: Lang, out: &mut dyn Write) -> Result<(), Refusal> {
    let design = Design {
        scenario: arguments.scenario,
        seed: arguments.seed,
        units: arguments.units,
        leaders_per_unit: arguments.leaders,
        vignettes: arguments.vignettes,
    };
    let world = World::draw(&design).map_err(|error| {
        Refusal::new(
            "--units, --leaders: cần ít nhất một đơn vị và một lãnh đạo mỗi đơn vị, \
             tất cả không quá 100.000 người.",
            format!("--units, --leaders: {error}."),
        )
    })?;
    let folder = &arguments.out;
    prepare(folder, arguments.force)?;
    let files = [
        ("ballots.csv", ballots(&world, arguments.anonymous)),
        ("population.csv", population(&world)),
        ("truth.csv", truth(&world)),
        ("labels.csv", labels(&world)),
    ];
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| unwritable(&path, &error))?;
        written.push(path.display().to_string());
    }
    let kinds = [
        Kind::Genuine,
        Kind::Careless,
        Kind::Clique,
        Kind::Retaliation,
        Kind::Criticism,
    ];
    let count = |kind: Kind| KindCount {
        kind: kind.name().to_owned(),
        n: world.kind.iter().filter(|of| **of == kind).count(),
    };
    let result = Output {
        scenario: arguments.scenario.name().to_owned(),
        seed: arguments.seed,
        n_subjects: world.truth.len(),
        n_ballots: world.n_ballots(),
        kinds: kinds.map(count).into_iter().filter(|of| of.n > 0).collect(),
        files: written,
    };
    if arguments.json {
        output::json(out, &result)
    } else {
        output::text(out, &text(&result, lang))
    }
}

fn text(result: &Output, lang: Lang) -> String {
    let (seed, leaders, ballots) = match lang {
        Lang::Vi => ("hạt giống", "lãnh đạo", "phiếu"),
        Lang::En => ("seed", "leaders", "ballots"),
    };
    let mut text = format!(
        "{}, {seed} {}: {} {leaders}, {} {ballots}\n",
        result.scenario, result.seed, result.n_subjects, result.n_ballots
    );
    for KindCount { kind, n } in &result.kinds {
        let _ = writeln!(text, "  {kind}: {n}");
    }
    for file in &result.files {
        let _ = writeln!(text, "{file}");
    }
    text
}

/// Makes the folder; one with anything in it is left alone unless forced.
fn prepare(folder: &Path, force: bool) -> Result<(), Refusal> {
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied && !force {
        let name = folder.display();
        return Err(Refusal::new(
            format!(
                "Thư mục {name} đã có tệp. Hãy chọn thư mục khác, hoặc thêm --force để ghi đè."
            ),
            format!("The folder {name} is not empty. Choose another, or add --force to overwrite."),
        ));
    }
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Refusal {
    let name = path.display();
    Refusal::new(
        format!("Không ghi được {name}: {error}"),
        format!("{name} cannot be written: {error}"),
    )
}

/// Speed class of a ballot: 1 under 2 s an item, 2 from 2 to 4, 3 above.
fn speed_class(seconds: f64) -> u8 {
    let each = seconds / N_ITEMS as f64;
    1 + u8::from(each >= 2.0) + u8::from(each > 4.0)
}

fn ballots(world: &World, anonymous: bool) -> String {
    let mut text = String::with_capacity(world.n_ballots() * 90);
    text.push_str("ballot,subject,unit,group,");
    text.push_str(if anonymous {
        "stratum,speed_class"
    } else {
        "rater,stratum,minute,seconds"
    });
    for item in 1..=N_ITEMS {
        let _ = write!(text, ",q{item}");
    }
    for vignette in 1..=world.vignettes.as_ref().map_or(0, |_| N_VIGNETTES) {
        let _ = write!(text, ",v{vignette}");
    }
    text.push('\n');
    for ballot in 0..world.n_ballots() {
        let (subject, unit) = (world.subject[ballot], world.unit[ballot]);
        let group = world.group[ballot].name();
        let stratum = world.stratum[ballot].map_or("", |at| STRATA[usize::from(at)].0);
        let _ = write!(text, "{ballot},{subject},{unit},{group},");
        let seconds = world.seconds[ballot];
        if anonymous {
            let _ = write!(text, "{stratum},{}", speed_class(seconds));
        } else {
            let (rater, minute) = (world.rater[ballot], world.minute[ballot]);
            let _ = write!(text, "{rater},{stratum},{minute},{seconds:.1}");
        }
        let vignettes = world.vignettes.as_ref().map(|of| &of[ballot][..]);
        for answer in world.ballot(ballot).iter().chain(vignettes.unwrap_or(&[])) {
            let _ = write!(text, ",{answer}");
        }
        text.push('\n');
    }
    text
}

fn population(world: &World) -> String {
    let mut text = "group,stratum,share\n".to_owned();
    for row in &world.population {
        let stratum = STRATA[usize::from(row.stratum)].0;
        let _ = writeln!(text, "{},{stratum},{}", row.group.name(), row.share);
    }
    text
}

fn truth(world: &World) -> String {
    let mut text =
        "subject,unit,G,D1,D2,D3,D4,T,T_superior,T_peer,T_subordinate,T_citizen\n".to_owned();
    let n_units = world.unit.iter().max().map_or(1, |last| last + 1) as usize;
    let leaders = world.truth.len() / n_units;
    for (subject, truth) in world.truth.iter().enumerate() {
        let _ = write!(
            text,
            "{subject},{},{:.6}",
            subject / leaders,
            truth.leadership
        );
        let figures = truth.dimensions.iter().chain([&truth.score]);
        for figure in figures.chain(&truth.parts) {
            let _ = write!(text, ",{figure:.6}");
        }
        text.push('\n');
    }
    text
}

fn labels(world: &World) -> String {
    let mut text = "ballot,label\n".to_owned();
    for (ballot, kind) in world.kind.iter().enumerate() {
        let _ = writeln!(text, "{ballot},{}", kind.name());
    }
    text
}
