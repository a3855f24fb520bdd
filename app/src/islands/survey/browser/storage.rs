//! IndexedDB: one database, one store of texts. The keys of one rater begin with the name
//! that the server gives whoever opens his invitation.
//!
//! A request of IndexedDB becomes a promise by giving the promise's own functions as its handlers;
//! several requests are awaited inside one transaction, which stays open between them.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

use crate::islands::survey::trouble::Trouble;

const DATABASE: &str = "toancanh";
const STORE: &str = "rater";

/// The browser keeps nothing for us: private mode, blocked by a setting, or full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocked;

impl From<JsValue> for Blocked {
    fn from(_: JsValue) -> Self {
        Self
    }
}

impl From<Blocked> for Trouble {
    fn from(_: Blocked) -> Self {
        Self::NoStorage
    }
}

/// The place of one rater in one campaign.
#[derive(Debug, Clone)]
pub struct Storage {
    database: IdbDatabase,
    prefix: String,
}

impl Storage {
    /// Opens the database, and makes it on the first visit.
    pub async fn open(prefix: String) -> Result<Self, Blocked> {
        let factory = window().indexed_db()?.ok_or(Blocked)?;
        let request = factory.open_with_u32(DATABASE, 1)?;
        let making = request.clone();
        let make = Closure::once_into_js(move || {
            if let Ok(result) = making.result()
                && let Ok(database) = result.dyn_into::<IdbDatabase>()
            {
                let _ = database.create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        let database = opened(&request).await?.dyn_into::<IdbDatabase>()?;
        Ok(Self { database, prefix })
    }

    /// Everything that is kept for this rater, with keys of our own.
    pub async fn all(&self) -> Result<Vec<(String, String)>, Blocked> {
        let store = self.store(IdbTransactionMode::Readonly)?.1;
        let range = self.range()?;
        let keys = store.get_all_keys_with_key(&range)?;
        let values = store.get_all_with_key(&range)?;
        let keys: Array = done(&keys).await?.dyn_into()?;
        let values: Array = done(&values).await?.dyn_into()?;
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(keys
            .iter()
            .zip(values.iter())
            .map(|(key, value)| (text(key)[self.prefix.len()..].to_owned(), text(value)))
            .collect())
    }

    /// What is kept under a key.
    pub async fn get(&self, key: &str) -> Result<Option<String>, Blocked> {
        let store = self.store(IdbTransactionMode::Readonly)?.1;
        Ok(done(&store.get(&self.key(key))?).await?.as_string())
    }

    /// Puts texts and takes away, all or nothing.
    pub async fn put(&self, changes: Vec<(String, Option<String>)>) -> Result<(), Blocked> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        for (key, value) in changes {
            match value {
                Some(value) => store.put_with_key(&JsValue::from(value), &self.key(&key))?,
                None => store.delete(&self.key(&key))?,
            };
        }
        committed(&transaction).await
    }

    /// Reads, decides and writes with no other tab in between.
    pub async fn update(
        &self,
        key: &str,
        decide: &mut dyn FnMut(Option<String>) -> String,
    ) -> Result<(), Blocked> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        let key = self.key(key);
        let kept = done(&store.get(&key)?).await?.as_string();
        store.put_with_key(&JsValue::from(decide(kept)), &key)?;
        committed(&transaction).await
    }

    /// Erases everything of this rater.
    pub async fn erase(&self) -> Result<(), Blocked> {
        let (transaction, store) = self.store(IdbTransactionMode::Readwrite)?;
        store.delete(&self.range()?.into())?;
        committed(&transaction).await
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<(IdbTransaction, IdbObjectStore), Blocked> {
        let transaction = self.database.transaction_with_str_and_mode(STORE, mode)?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }

    fn key(&self, key: &str) -> JsValue {
        JsValue::from([self.prefix.as_str(), key].concat())
    }

    fn range(&self) -> Result<IdbKeyRange, Blocked> {
        let last = [self.prefix.as_str(), "\u{ffff}"].concat();
        Ok(IdbKeyRange::bound(
            &JsValue::from(&self.prefix),
            &JsValue::from(last),
        )?)
    }
}

/// The result of a request.
async fn done(request: &IdbRequest) -> Result<JsValue, Blocked> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(request.result()?)
}

/// The result of an opening, which another tab of an older version may hold up.
async fn opened(request: &IdbOpenDbRequest) -> Result<JsValue, Blocked> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(request.result()?)
}

/// A transaction that is on the disk, as far as the browser says.
async fn committed(transaction: &IdbTransaction) -> Result<(), Blocked> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await?;
    Ok(())
}
