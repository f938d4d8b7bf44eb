//! The boundary to `guard.js`, which seals the network, tests the seal and wipes.

use std::rc::Rc;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::privacy::{
    Build, BuiltFile, CopyFailure, LoadedFile, OfflineCopy, OtherBuild, Probe, ProbeOutcome,
    SealReport,
};

/// What `guard.js` gives once the network has been sealed.
#[derive(Clone, PartialEq)]
pub(super) struct Guard {
    object: JsValue,
}

/// The guard, once there is one; `on_seal` hears what is known from then on.
#[hook]
pub(super) fn use_guard(sealed: &JsValue, on_seal: Callback<Rc<SealReport>>) -> Option<Guard> {
    let guard = use_state(|| None::<Guard>);
    let setter = guard.setter();
    use_effect_with(sealed.clone(), move |sealed| {
        let sealed = JsFuture::from(sealed.clone().unchecked_into::<Promise>());
        spawn_local(async move {
            if let Ok(object) = sealed.await {
                let guard = Guard { object };
                on_seal.emit(Rc::new(guard.sealed()));
                setter.set(Some(guard));
            }
        });
    });
    (*guard).clone()
}

impl Guard {
    fn sealed(&self) -> SealReport {
        SealReport {
            build: text(&self.object, "build").and_then(|list| build(&list)),
            copy: copy(&field(&self.object, "copy")),
            is_single_file: field(&self.object, "isSingleFile").is_truthy(),
        }
    }

    /// What has been loaded since the page was opened.
    pub(super) fn loaded(&self) -> Vec<LoadedFile> {
        let each = |one: JsValue| {
            Some(LoadedFile {
                address: text(&one, "address")?,
                is_own: field(&one, "is_own").is_truthy(),
                n_bytes: whole(field(&one, "n_bytes").as_f64()?),
            })
        };
        items(self.call("loaded")).filter_map(each).collect()
    }

    /// Tries every way out.
    pub(super) async fn test_network(&self) -> Vec<Probe> {
        let each = |one: JsValue| {
            let outcome = match text(&one, "outcome")?.as_str() {
                "blocked" => ProbeOutcome::Blocked,
                "refused" => ProbeOutcome::Refused,
                "silent" => ProbeOutcome::Silent,
                _ => ProbeOutcome::Open,
            };
            Some(Probe { channel: text(&one, "channel")?, outcome })
        };
        items(self.wait_for("testNetwork").await).filter_map(each).collect()
    }

    /// Removes whatever the browser keeps.
    pub(super) async fn wipe(&self) {
        self.wait_for("wipe").await;
    }

    fn call(&self, name: &str) -> Option<JsValue> {
        let function: Function = field(&self.object, name).dyn_into().ok()?;
        function.call0(&JsValue::NULL).ok()
    }

    async fn wait_for(&self, name: &str) -> Option<JsValue> {
        JsFuture::from(self.call(name)?.dyn_into::<Promise>().ok()?).await.ok()
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::NULL)
}

/// What a list holds; nothing when there is none.
fn items(list: Option<JsValue>) -> impl Iterator<Item = JsValue> {
    list.and_then(|list| list.dyn_into::<Array>().ok()).unwrap_or_default().into_iter()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "browsers give sizes as whole, non-negative doubles"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name).as_string()
}

fn build(list: &str) -> Option<Build> {
    let files: Object = field(&JSON::parse(list).ok()?, "files").dyn_into().ok()?;
    let files = Object::entries(&files).into_iter().filter_map(|entry| {
        let entry: Array = entry.dyn_into().ok()?;
        Some(BuiltFile { name: entry.get(0).as_string()?, sha256: entry.get(1).as_string()? })
    });
    Some(Build::new(list, files.collect()))
}

fn copy(copy: &JsValue) -> OfflineCopy {
    let other = || OtherBuild {
        version: text(copy, "version").unwrap_or_default(),
        hash: text(copy, "hash").unwrap_or_default(),
    };
    match text(copy, "state").unwrap_or_default().as_str() {
        "none" => OfflineCopy::None,
        "kept" => OfflineCopy::Kept,
        "newest" => OfflineCopy::Newest,
        "newer" => OfflineCopy::Newer(other()),
        "updated" => OfflineCopy::Updated(other()),
        "failed" => OfflineCopy::Failed(match text(copy, "reason").unwrap_or_default().as_str() {
            "different" => CopyFailure::Different,
            "full" => CopyFailure::Full,
            "denied" => CopyFailure::Denied,
            _ => CopyFailure::Unreachable,
        }),
        _ => OfflineCopy::Unsupported,
    }
}
