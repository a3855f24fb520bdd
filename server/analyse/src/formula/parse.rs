//! From words to terms, by the rules of R: `:` binds closer than `*` and `/`, and these closer than
//! `+` and `-`.

use super::tokens::{Token, tokens};
use super::{Formula, Variable, faulty};
use crate::refusal::Refusal;

/// A product of variables, by their number in the order of first mention; empty is the intercept.
pub(super) type Term = Vec<usize>;

/// What a part of a formula stands for.
enum Part {
    /// Terms of the fixed part.
    Terms(Vec<Term>),
    /// `(1|…)`.
    Groups(Vec<Term>),
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    variables: Vec<Variable>,
    length: usize,
    /// Behind `|`, where products keep the order in which they are written: groups have names.
    grouping: bool,
}

/// Reads `y ~ a + b:c + (1|g)`.
pub(super) fn parse(text: &str) -> Result<Formula, Refusal> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        variables: Vec::new(),
        length: text.chars().count(),
        grouping: false,
    };
    let response = match (parser.next(), parser.next()) {
        (Some(Token::Name(name)), Some(Token::Sign('~'))) => name,
        _ => {
            return Err(faulty(
                "phải bắt đầu bằng một cột và dấu ~, như “y ~ x + (1|nhóm)”",
                "it has to begin with one column and ~, as in “y ~ x + (1|group)”",
            ));
        }
    };
    let mut fixed: Vec<Term> = vec![Vec::new()];
    let mut groups: Vec<Term> = Vec::new();
    parser.sum(&mut fixed, Some(&mut groups))?;
    if parser.at < parser.tokens.len() {
        return Err(parser.unexpected());
    }
    fixed.sort_by_key(Vec::len);
    let grouping: Vec<bool> = (0..parser.variables.len())
        .map(|variable| groups.iter().any(|group| group.contains(&variable)))
        .collect();
    for (variable, groups) in parser.variables.iter_mut().zip(grouping) {
        variable.categorical |= groups;
    }
    if parser.variables.iter().any(|v| v.column == response) {
        return Err(faulty(
            format!("“{response}” đứng ở cả hai bên dấu ~"),
            format!("“{response}” stands on both sides of ~"),
        ));
    }
    Ok(Formula {
        response,
        variables: parser.variables,
        fixed,
        groups,
    })
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self) -> Refusal {
        match self.tokens.get(self.at) {
            Some((place, token)) => {
                let word = match token {
                    Token::Name(word) | Token::Number(word) => word.clone(),
                    Token::Sign(sign) => sign.to_string(),
                };
                faulty(
                    format!("“{word}” ở ký tự {place} đứng sai chỗ"),
                    format!("“{word}” at letter {place} is out of place"),
                )
            }
            None => faulty(
                format!("dừng nửa chừng ở ký tự {}", self.length),
                format!("it ends too early, at letter {}", self.length),
            ),
        }
    }

    /// `part + part - part`, added to the terms and, where they may stand, the groups.
    fn sum(
        &mut self,
        terms: &mut Vec<Term>,
        mut groups: Option<&mut Vec<Term>>,
    ) -> Result<(), Refusal> {
        let mut minus = self.takes('-');
        if !minus {
            self.takes('+');
        }
        loop {
            let place = self.at;
            if self.peek() == Some(&Token::Number("0".to_owned())) {
                self.at += 1;
                let intercept = terms.iter().position(Vec::is_empty);
                match (minus, intercept) {
                    (false, Some(at)) => drop(terms.remove(at)),
                    (true, None) => terms.push(Vec::new()),
                    _ => {}
                }
            } else {
                match (self.product()?, groups.as_deref_mut()) {
                    (Part::Terms(part), _) if minus => terms.retain(|term| !part.contains(term)),
                    (Part::Terms(part), _) => join(terms, part),
                    (Part::Groups(part), Some(groups)) if !minus => join(groups, part),
                    _ => {
                        self.at = place;
                        return Err(self.unexpected());
                    }
                }
            }
            minus = if self.takes('+') {
                false
            } else if self.takes('-') {
                true
            } else {
                return Ok(());
            };
        }
    }

    /// `part * part` and `part / part`.
    fn product(&mut self) -> Result<Part, Refusal> {
        let mut left = self.interaction()?;
        loop {
            let place = self.at;
            let nested = match self.peek() {
                Some(Token::Sign('*')) => false,
                Some(Token::Sign('/')) => true,
                _ => return Ok(left),
            };
            self.at += 1;
            let (Part::Terms(a), Part::Terms(b)) = (left, self.interaction()?) else {
                self.at = place;
                return Err(self.unexpected());
            };
            let mut terms = a.clone();
            if nested {
                let all = a
                    .iter()
                    .fold(Vec::new(), |all, term| self.union(&all, term));
                join(&mut terms, self.crossed(&[all], &b));
            } else {
                join(&mut terms, b.clone());
                join(&mut terms, self.crossed(&a, &b));
            }
            left = Part::Terms(terms);
        }
    }

    /// `part : part`.
    fn interaction(&mut self) -> Result<Part, Refusal> {
        let mut left = self.operand()?;
        loop {
            let place = self.at;
            if !self.takes(':') {
                return Ok(left);
            }
            let (Part::Terms(a), Part::Terms(b)) = (left, self.operand()?) else {
                self.at = place;
                return Err(self.unexpected());
            };
            left = Part::Terms(self.crossed(&a, &b));
        }
    }

    /// A name, `factor(name)`, `1`, or something in brackets.
    fn operand(&mut self) -> Result<Part, Refusal> {
        match self.peek().cloned() {
            Some(Token::Name(name)) => {
                self.at += 1;
                if !self.takes('(') {
                    return Ok(Part::Terms(vec![vec![self.variable(name, false)]]));
                }
                let inner = self.next();
                match (name.as_str(), inner, self.takes(')')) {
                    ("factor" | "as.factor", Some(Token::Name(column)), true) => {
                        Ok(Part::Terms(vec![vec![self.variable(column, true)]]))
                    }
                    _ => Err(faulty(
                        format!(
                            "“{name}(…)” không dùng được; chỉ có factor(cột). Hãy tính sẵn thành \
                             một cột trong tệp"
                        ),
                        format!(
                            "“{name}(…)” is not available, only factor(column) is. Put what it \
                             computes into a column of the file"
                        ),
                    )),
                }
            }
            Some(Token::Number(number)) if number == "1" => {
                self.at += 1;
                Ok(Part::Terms(vec![Vec::new()]))
            }
            Some(Token::Sign('(')) => {
                self.at += 1;
                self.bracket()
            }
            _ => Err(self.unexpected()),
        }
    }

    /// After `(`: terms, or `1 | groups`.
    fn bracket(&mut self) -> Result<Part, Refusal> {
        let mut left = Vec::new();
        self.sum(&mut left, None)?;
        let part = if self.takes('|') {
            if left != [Term::new()] {
                return Err(faulty(
                    "chỉ có hệ số chặn ngẫu nhiên, viết là (1|nhóm); chưa có hệ số góc ngẫu nhiên",
                    "random intercepts only, written (1|group); random slopes are not available",
                ));
            }
            let mut groups = Vec::new();
            self.grouping = true;
            self.sum(&mut groups, None)?;
            self.grouping = false;
            groups.retain(|group: &Term| !group.is_empty());
            if groups.is_empty() {
                return Err(faulty(
                    "sau dấu | cần tên cột chia nhóm, như (1|nhóm)",
                    "after | comes the column that groups, as in (1|group)",
                ));
            }
            Part::Groups(groups)
        } else {
            Part::Terms(left)
        };
        if self.takes(')') {
            Ok(part)
        } else {
            Err(self.unexpected())
        }
    }

    fn variable(&mut self, column: String, factor: bool) -> usize {
        let same = |v: &Variable| v.column == column && v.factor == factor;
        self.variables.iter().position(same).unwrap_or_else(|| {
            self.variables.push(Variable {
                column,
                factor,
                categorical: factor,
            });
            self.variables.len() - 1
        })
    }

    /// Every product of a term of `a` and one of `b`.
    fn crossed(&self, a: &[Term], b: &[Term]) -> Vec<Term> {
        let mut terms = Vec::new();
        for left in a {
            let products = b.iter().map(|right| self.union(left, right));
            join(&mut terms, products.collect());
        }
        terms
    }

    /// The variables of both: in the fixed part in the order of first mention in the formula, as R
    /// names its terms.
    fn union(&self, a: &[usize], b: &[usize]) -> Term {
        let mut term = a.to_vec();
        term.extend(b.iter().filter(|variable| !a.contains(variable)));
        if !self.grouping {
            term.sort_unstable();
        }
        term
    }
}

/// Adds the terms that are not yet there.
fn join(terms: &mut Vec<Term>, more: Vec<Term>) {
    for term in more {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
}
