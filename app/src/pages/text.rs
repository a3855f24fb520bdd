//! A page of text: a lead, and sections of short paragraphs. For staff and for raters alike.

use leptos::prelude::*;

use crate::components::card::{Card, CardKind};
use crate::components::heading::PageHeading;
use crate::page::{Frame, Page, PageContext};

/// A section: a heading and its paragraphs.
pub(super) struct Section {
    id: &'static str,
    title: &'static str,
    lines: Vec<String>,
    kind: CardKind,
}

impl Section {
    pub(super) const fn new(id: &'static str, title: &'static str) -> Self {
        Self {
            id,
            title,
            lines: Vec::new(),
            kind: CardKind::Plain,
        }
    }

    pub(super) fn line(mut self, text: impl Into<String>) -> Self {
        self.lines.push(text.into());
        self
    }

    /// What matters most on the page.
    pub(super) const fn first(mut self) -> Self {
        self.kind = CardKind::First;
        self
    }
}

pub(super) fn text_page(
    context: &PageContext,
    title: &'static str,
    lead: &'static str,
    foot: Option<String>,
    sections: Vec<Section>,
    section: Option<&'static str>,
) -> Page {
    let frame = if context.viewer.is_some() {
        Frame::Staff
    } else {
        Frame::Rater
    };
    Page {
        title: title.to_owned(),
        frame,
        section,
        islands: false,
        main: view! {
            <div class="measure">
                <PageHeading title=title subtitle=lead />
                <div class="stack">
                    {sections.into_iter().map(|section| view! {
                        <Card id=section.id title=section.title kind=section.kind>
                            {section.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                        </Card>
                    }).collect_view()}
                    {foot.map(|foot| view! { <p class="page-subtitle">{foot}</p> })}
                </div>
            </div>
        }
        .into_any(),
    }
}
