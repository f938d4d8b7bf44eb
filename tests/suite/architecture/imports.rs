//! Which file of the crate uses which other, read from the sources.
//!
//! A file uses another where it names something that is defined there. That a
//! parent declares its children, or passes their names on, is no use; a name that
//! was passed on is followed to the file that defines it.

use std::collections::{BTreeMap, BTreeSet};

/// Segments of a path: `crate::engine::reader` is three.
type Segments = Vec<String>;

/// A file, one that it uses, and the names of what it takes from there.
pub(super) type Arrows = BTreeMap<(String, String), BTreeSet<String>>;

/// What one file says, apart from its tests.
#[derive(Default)]
struct File {
    /// What its `use` lines bring in: the name here, and the path as written.
    names: BTreeMap<String, Segments>,
    /// Every path that it takes something from, as written.
    paths: Vec<Segments>,
    /// Its functions, which may have the name of a module.
    functions: BTreeSet<String>,
}

/// The files of a crate by the paths of their modules.
struct Files(BTreeMap<Segments, File>);

/// No name is passed on more often than this.
const MOST_HANDS: usize = 9;

/// Which file uses which other; each is given with its place below `src`.
pub(super) fn arrows<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Arrows {
    let files =
        Files(files.into_iter().map(|(place, text)| (module(place), File::new(text))).collect());
    let mut arrows = Arrows::new();
    for (module, file) in &files.0 {
        for path in &file.paths {
            let home = files.home(module, path, 0);
            if let Some((home, name)) = home.filter(|(home, _)| home != module) {
                let arrow = (module.join("::"), home.join("::"));
                arrows.entry(arrow).or_default().insert(name);
            }
        }
    }
    arrows
}

/// The circles among arrows: the files of each lead to one another.
pub(super) fn circles(arrows: &Arrows) -> BTreeSet<BTreeSet<&str>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach = |from: &str| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            for &to in next.get(file).into_iter().flatten() {
                if reached.insert(to) {
                    open.push(to);
                }
            }
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        next.keys().map(|&file| (file, reach(file))).collect();
    let mut circles = BTreeSet::new();
    for (&file, there) in &reached {
        let mut circle = there.clone();
        circle.retain(|other| reached.get(other).is_some_and(|back| back.contains(file)));
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles
}

impl Files {
    /// The file that defines what a path of a module leads to, and its name there;
    /// nothing if that is a module itself or of another crate.
    fn home(
        &self,
        module: &[String],
        path: &[String],
        n_hands: usize,
    ) -> Option<(Segments, String)> {
        let path = self.whole(module, path, n_hands)?;
        let n_known = (1..=path.len()).rev().find(|&n| self.0.contains_key(&path[..n]))?;
        let is_module = n_known == path.len();
        let (home, rest) = path.split_at(n_known - usize::from(is_module));
        let (name, rest) = rest.split_first()?;
        let file = self.0.get(home)?;
        match file.names.get(name) {
            Some(passed_on) if n_hands < MOST_HANDS => {
                self.home(home, &[passed_on, rest].concat(), n_hands + 1)
            }
            _ => {
                (!is_module || file.functions.contains(name)).then(|| (home.to_vec(), name.clone()))
            }
        }
    }

    /// A path of a module, from the root of the crate on.
    fn whole(&self, module: &[String], path: &[String], n_hands: usize) -> Option<Segments> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(path.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let (_, parent) = module.split_last()?;
                match rest.first() {
                    Some(next) if next == "super" => self.whole(parent, rest, n_hands),
                    _ => Some([parent, rest].concat()),
                }
            }
            _ if self.0.contains_key(&[module, &path[..1]].concat()) => {
                Some([module, path].concat())
            }
            _ => {
                let brought_in = self.0.get(module)?.names.get(first)?;
                let is_new = brought_in.first() != Some(first) && n_hands < MOST_HANDS;
                let path = is_new.then(|| [brought_in, rest].concat())?;
                self.whole(module, &path, n_hands + 1)
            }
        }
    }
}

/// The module that a file below `src` is.
fn module(place: &str) -> Segments {
    let below = place.trim_end_matches(".rs").split('/').filter(|&segment| segment != "lib");
    std::iter::once("crate").chain(below).map(str::to_owned).collect()
}

impl File {
    fn new(text: &str) -> Self {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let function = |line: &str| {
            let (_, name) = line.split_once("fn ").filter(|_| !line.starts_with(' '))?;
            tokens(name).into_iter().next()
        };
        let mut file =
            File { functions: lines.clone().filter_map(function).collect(), ..File::default() };
        let tokens: Vec<String> = lines.flat_map(tokens).collect();
        let mut passed_on = Vec::new();
        let mut said = BTreeSet::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" {
                let is_public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                let mut found = Vec::new();
                at = branches(&tokens, at + 1, &[], &mut found);
                let paths = if is_public { &mut passed_on } else { &mut file.paths };
                paths.extend(found.iter().map(|(_, path)| path.clone()));
                file.names.extend(found);
                continue;
            }
            let mut path = vec![tokens[at].clone()];
            while let Some([colons, next]) = tokens.get(at + 1..at + 3)
                && colons == "::"
                && is_word(next)
            {
                path.push(next.clone());
                at += 2;
            }
            at += 1;
            said.insert(path[0].clone());
            if path.len() > 1 {
                file.paths.push(path);
            }
        }
        // What is passed on is used here only where it is said once more.
        passed_on.retain(|path| path.last().is_some_and(|name| said.contains(name)));
        file.paths.extend(passed_on);
        file
    }
}

/// Reads a branch of a `use` line that begins at a place among the tokens: every name
/// it brings in, and its path. Gives the place after the token that ends it.
fn branches(
    tokens: &[String],
    mut at: usize,
    stem: &[String],
    found: &mut Vec<(String, Segments)>,
) -> usize {
    let mut path = stem.to_vec();
    let mut alias = None;
    let mut is_empty = true;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.as_str() {
            "{" => {
                while tokens.get(at - 1).is_some_and(|token| token != "}") {
                    at = branches(tokens, at, &path, found);
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            "::" => {}
            "as" => {
                alias = tokens.get(at).cloned();
                at += 1;
            }
            // In braces it is what stands before them.
            "self" if !stem.is_empty() => is_empty = false,
            _ => {
                is_empty = false;
                path.push(token.clone());
            }
        }
    }
    if let (false, Some(last)) = (is_empty, path.last()) {
        found.push((alias.unwrap_or_else(|| last.clone()), path));
    }
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphanumeric() || first == '_')
}

/// Words, `::`, and every other character by itself.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut is_joined = false;
    for character in line.chars() {
        let is_part = character.is_alphanumeric() || character == '_';
        match tokens.last_mut().filter(|_| is_joined) {
            Some(last) if is_part && is_word(last) || character == ':' && last == ":" => {
                last.push(character);
            }
            _ if character.is_whitespace() => {}
            _ => tokens.push(character.to_string()),
        }
        is_joined = !character.is_whitespace();
    }
    tokens
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&[&str]]) {
    let arrows = arrows(files.iter().copied());
    let expected: BTreeSet<BTreeSet<&str>> =
        expected.iter().map(|circle| circle.iter().copied().collect()).collect();
    assert_eq!(circles(&arrows), expected, "{arrows:?}");
}

#[test]
fn a_circle_is_found_however_its_arrows_are_written() {
    let circle: &[&[&str]] = &[&["crate::a", "crate::b"]];
    for back in [
        "use crate::a::A;",
        "use super::a::A;",
        "use super::{\n    a::{A, Other},\n    c,\n};",
        "pub use crate::a::A;\nfn f(_: A) {}",
        "use super::a;\nfn f() -> a::A {}",
        "use super::a as other;\nfn f() -> other::A {}",
        "fn f() -> crate::a::A {}",
        "use crate::A;",
        "use super::a::*;",
    ] {
        let root = "mod a;\nmod b;\nmod c;\npub use a::A;";
        let files = [("lib.rs", root), ("a.rs", "use super::b::B;"), ("b.rs", back), ("c.rs", "")];
        check(&files, circle);
    }
}

#[test]
fn a_parent_and_a_child_that_use_each_other_are_a_circle() {
    let child = ("a/b.rs", "use super::A;");
    check(&[("a.rs", "mod b;\nuse b::B;\nstruct A(B);"), child], &[&["crate::a", "crate::a::b"]]);
    check(
        &[("a.rs", "mod b;\nfn f() -> b::B {}\nstruct A;"), child],
        &[&["crate::a", "crate::a::b"]],
    );
}

#[test]
fn a_function_that_is_called_as_a_module_is_is_found() {
    let circle: &[&[&str]] = &[&["crate::a", "crate::c"]];
    let a = "mod b;\nuse crate::c::C;\npub fn b(_: C) {}";
    check(&[("a.rs", a), ("a/b.rs", ""), ("c.rs", "use crate::a::b;")], circle);
    let a = "mod b;\npub use b::b;";
    let b = "use crate::c::C;\npub fn b(_: C) {}";
    let circle: &[&[&str]] = &[&["crate::a::b", "crate::c"]];
    check(&[("a.rs", a), ("a/b.rs", b), ("c.rs", "use crate::a::b;")], circle);
}

#[test]
fn what_is_only_declared_or_passed_on_makes_no_circle() {
    check(&[("a.rs", "mod b;\npub use b::B;\npub struct A;"), ("a/b.rs", "use super::A;")], &[]);
    // The child takes from its sibling what the parent takes from both.
    check(
        &[
            ("a.rs", "mod b;\nmod c;\npub use b::B;\nuse c::C;\nfn f(_: B, _: C) {}"),
            ("a/b.rs", ""),
            ("a/c.rs", "use super::B;\nuse crate::a::b;"),
        ],
        &[],
    );
    check(&[("a.rs", "use crate::b::B;"), ("b.rs", "//! See [`crate::a::A`].\nstruct B;")], &[]);
    check(
        &[
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}"),
        ],
        &[],
    );
}

#[test]
fn circles_that_share_no_file_are_told_apart() {
    check(
        &[
            ("a.rs", "use crate::b::B;\nuse crate::c::C;"),
            ("b.rs", "use crate::a::A;"),
            ("c.rs", "use crate::d::D;"),
            ("d.rs", "use crate::e::E;"),
            ("e.rs", "use crate::c::C;"),
            ("f.rs", "use crate::a::A;"),
        ],
        &[&["crate::a", "crate::b"], &["crate::c", "crate::d", "crate::e"]],
    );
}
