//! The part of TypeScript in which scripts are told their types, read so far that values
//! can be held against it.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

/// A type as it is written.
#[derive(Clone, Debug)]
enum Type {
    /// `number`, `string`, `boolean`, `null` or `unknown`.
    Basic(String),
    /// A word between quotation marks.
    Word(String),
    /// A name of an interface, an alias or a parameter, with what it is given.
    Named(String, Vec<Type>),
    /// Any one of them.
    OneOf(Vec<Type>),
    /// `T[]`.
    List(Box<Type>),
    /// `[A, B]`.
    Tuple(Vec<Type>),
    /// Fields: name, whether it may be missing, type.
    Object(Vec<(String, bool, Type)>),
    /// `{ [name: string]: T }`.
    Index(Box<Type>),
}

/// What is declared: parameters and type, by name.
#[derive(Debug)]
pub(crate) struct Declarations(HashMap<String, (Vec<String>, Type)>);

/// Tokens: words between quotation marks with these, names, numbers and signs.
fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
            continue;
        } else if rest.starts_with("/*") {
            rest = &rest[rest.find("*/").expect("the end of a comment") + 2..];
            continue;
        } else if first == '"' {
            rest[1..].find('"').expect("the end of a word") + 2
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        found.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    found
}

struct Parser {
    tokens: Vec<String>,
    place: usize,
}

impl Parser {
    fn peek(&self) -> &str {
        self.tokens.get(self.place).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.place += 1;
        self.tokens[self.place - 1].clone()
    }

    fn take(&mut self, token: &str) -> bool {
        let is_there = self.peek() == token;
        self.place += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, token: &str) {
        let found = self.next();
        assert_eq!(
            found,
            token,
            "after {:?}",
            &self.tokens[self.place.saturating_sub(8)..self.place]
        );
    }

    /// What stands between here and `end`, separated by commas.
    fn list<T>(&mut self, end: &str, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut found = Vec::new();
        while !self.take(end) {
            found.push(one(self));
            self.take(",");
        }
        found
    }

    fn one_of(&mut self) -> Type {
        self.take("|");
        let mut all = vec![self.postfix()];
        while self.take("|") {
            all.push(self.postfix());
        }
        if all.len() == 1 { all.remove(0) } else { Type::OneOf(all) }
    }

    fn postfix(&mut self) -> Type {
        let mut found = self.primary();
        while self.take("[") {
            self.expect("]");
            found = Type::List(Box::new(found));
        }
        found
    }

    fn primary(&mut self) -> Type {
        let token = self.next();
        match token.as_str() {
            "{" => self.object(),
            "[" => Type::Tuple(self.list("]", Parser::one_of)),
            "(" => {
                let inner = self.one_of();
                self.expect(")");
                inner
            }
            "number" | "string" | "boolean" | "null" | "unknown" => Type::Basic(token),
            _ if token.starts_with('"') => Type::Word(token.trim_matches('"').to_owned()),
            _ => {
                let given =
                    if self.take("<") { self.list(">", Parser::one_of) } else { Vec::new() };
                Type::Named(token, given)
            }
        }
    }

    fn object(&mut self) -> Type {
        if self.take("[") {
            self.place += 1;
            for token in [":", "string", "]", ":"] {
                self.expect(token);
            }
            let inner = self.one_of();
            self.take(";");
            self.expect("}");
            return Type::Index(Box::new(inner));
        }
        let mut fields = Vec::new();
        while !self.take("}") {
            let name = self.next();
            let may_miss = self.take("?");
            self.expect(":");
            fields.push((name, may_miss, self.one_of()));
            self.take(";");
        }
        Type::Object(fields)
    }
}

impl Declarations {
    /// Reads declarations; an intersection, which only what is handed over has, is left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut parser = Parser { tokens: tokens(text), place: 0 };
        let mut found = HashMap::new();
        while !parser.peek().is_empty() {
            parser.expect("export");
            let is_interface = parser.next() == "interface";
            let name = parser.next();
            let parameters =
                if parser.take("<") { parser.list(">", Parser::next) } else { Vec::new() };
            let declared = if is_interface {
                parser.expect("{");
                parser.object()
            } else {
                parser.expect("=");
                let declared = parser.one_of();
                while !parser.take(";") {
                    parser.next();
                }
                declared
            };
            let is_new = found.insert(name.clone(), (parameters, declared)).is_none();
            assert!(is_new, "{name} is declared twice");
        }
        Declarations(found)
    }

    /// The words, and the only keys of objects, that a union has to choose from.
    pub(crate) fn choices(&self, name: &str) -> BTreeSet<String> {
        let Type::OneOf(all) = &self.0[name].1 else { panic!("{name} is no choice") };
        let of = |one: &Type| match one {
            Type::Word(word) => word.clone(),
            Type::Object(fields) if fields.len() == 1 => fields[0].0.clone(),
            other => panic!("{name}: {other:?}"),
        };
        all.iter().map(of).collect()
    }

    /// Every place at which a value is not of a declared type, with what is wrong.
    pub(crate) fn misfits(&self, name: &str, value: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        self.check(&Type::Named(name.to_owned(), Vec::new()), value, name, &mut wrong);
        wrong
    }

    fn check(&self, declared: &Type, value: &Value, path: &str, wrong: &mut Vec<String>) {
        let is_so = match declared {
            Type::Basic(basic) => match basic.as_str() {
                "number" => value.is_number(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "null" => value.is_null(),
                _ => true,
            },
            Type::Word(word) => value.as_str() == Some(word),
            Type::Named(name, given) => return self.named(name, given, value, path, wrong),
            Type::OneOf(all) => return self.any(all, value, path, wrong),
            Type::List(inner) => match value.as_array() {
                Some(list) => {
                    for (place, one) in list.iter().enumerate() {
                        self.check(inner, one, &format!("{path}[{place}]"), wrong);
                    }
                    true
                }
                None => false,
            },
            Type::Tuple(all) => match value.as_array() {
                Some(list) if list.len() == all.len() => {
                    for (place, (inner, one)) in all.iter().zip(list).enumerate() {
                        self.check(inner, one, &format!("{path}[{place}]"), wrong);
                    }
                    true
                }
                _ => false,
            },
            Type::Index(inner) => match value.as_object() {
                Some(object) => {
                    for (key, one) in object {
                        self.check(inner, one, &format!("{path}.{key}"), wrong);
                    }
                    true
                }
                None => false,
            },
            Type::Object(fields) => return self.fields(fields, value, path, wrong),
        };
        if !is_so {
            let shown: String = value.to_string().chars().take(80).collect();
            wrong.push(format!("{path}: {shown} is not {declared:?}"));
        }
    }

    fn fields(
        &self,
        fields: &[(String, bool, Type)],
        value: &Value,
        path: &str,
        wrong: &mut Vec<String>,
    ) {
        let Some(object) = value.as_object() else {
            wrong.push(format!("{path}: no object"));
            return;
        };
        for (name, may_miss, inner) in fields {
            match object.get(name) {
                Some(one) => self.check(inner, one, &format!("{path}.{name}"), wrong),
                None if *may_miss => {}
                None => wrong.push(format!("{path}.{name} is missing")),
            }
        }
        for key in object.keys().filter(|key| !fields.iter().any(|field| field.0 == **key)) {
            wrong.push(format!("{path}.{key} is not declared"));
        }
    }

    /// One of them has to fit; if none does, what is wrong with the one that fits best.
    fn any(&self, all: &[Type], value: &Value, path: &str, wrong: &mut Vec<String>) {
        let tries = all.iter().map(|one| {
            let mut found = Vec::new();
            self.check(one, value, path, &mut found);
            found
        });
        let best = tries.min_by_key(|found| {
            // A misfit deep inside says that everything around it was right.
            (!found.is_empty(), std::cmp::Reverse(found.iter().map(String::len).max()))
        });
        wrong.extend(best.expect("something to choose from"));
    }

    fn named(
        &self,
        name: &str,
        given: &[Type],
        value: &Value,
        path: &str,
        wrong: &mut Vec<String>,
    ) {
        if name == "Record" {
            let keys = self.words(&given[0]);
            let fields: Vec<(String, bool, Type)> =
                keys.into_iter().map(|key| (key, false, given[1].clone())).collect();
            return self.fields(&fields, value, path, wrong);
        }
        let (parameters, declared) =
            self.0.get(name).unwrap_or_else(|| panic!("{path}: {name} is not declared"));
        let filled = filled(declared, parameters, given);
        self.check(&filled, value, path, wrong);
    }

    /// The words that a type has to choose from, through its aliases.
    fn words(&self, declared: &Type) -> Vec<String> {
        match declared {
            Type::Word(word) => vec![word.clone()],
            Type::OneOf(all) => all.iter().flat_map(|one| self.words(one)).collect(),
            Type::Named(name, _) => self.words(&self.0[name].1),
            other => panic!("no words: {other:?}"),
        }
    }
}

/// A type with what its parameters were given.
fn filled(declared: &Type, parameters: &[String], given: &[Type]) -> Type {
    let again = |one: &Type| filled(one, parameters, given);
    let all = |list: &[Type]| list.iter().map(again).collect();
    match declared {
        Type::Named(name, inner) => match parameters.iter().position(|one| one == name) {
            Some(place) => given[place].clone(),
            None => Type::Named(name.clone(), all(inner)),
        },
        Type::OneOf(list) => Type::OneOf(all(list)),
        Type::Tuple(list) => Type::Tuple(all(list)),
        Type::List(inner) => Type::List(Box::new(again(inner))),
        Type::Index(inner) => Type::Index(Box::new(again(inner))),
        Type::Object(fields) => Type::Object(
            fields
                .iter()
                .map(|(name, may_miss, one)| (name.clone(), *may_miss, again(one)))
                .collect(),
        ),
        Type::Basic(_) | Type::Word(_) => declared.clone(),
    }
}
