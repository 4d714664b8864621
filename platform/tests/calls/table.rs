//! The endpoints of the whole platform as one table: each is called, and its types read and write JSON, by name. It costs
//! two short functions per endpoint, and everything behind them is compiled once.

use std::error::Error;

use larkspec::shape::object::{self, Object};
use larkspec::{Client, Endpoint, Metadata};
use serde_json::Value;

/// An endpoint: its facts, and what the generated code does with JSON.
pub struct Entry {
    /// What the page says about calling it.
    pub facts: &'static Metadata<'static>,
    call: fn(&Client, &[u8]) -> Result<Value, Box<dyn Error>>,
    recode: fn(&[u8]) -> Result<Value, serde_json::Error>,
}

impl Entry {
    /// Reads a request from the object of all its parameters, sends it with the generated caller, and returns the
    /// decoded payload as JSON. Two parameters of one name come in the order of the page.
    ///
    /// # Errors
    ///
    /// The request cannot be read, or the call fails.
    pub fn call(&self, client: &Client, request: &[u8]) -> Result<Value, Box<dyn Error>> {
        (self.call)(client, request)
    }

    /// Decodes the payload of a response, and encodes it again.
    ///
    /// # Errors
    ///
    /// The payload does not have the type of the response.
    pub fn recode(&self, payload: &[u8]) -> Result<Value, serde_json::Error> {
        (self.recode)(payload)
    }
}

fn write(object: &dyn Object) -> Result<Value, serde_json::Error> {
    object::serialize(object, serde_json::value::Serializer)
}

macro_rules! call {
    ($name:literal, $($module:tt)*) => {
        Entry {
            facts: <larkspec::$($module)*::Request as Endpoint>::METADATA,
            call: |client, request| {
                let request = object::from_slice(request)?;
                Ok(write(&larkspec::$($module)*::call(client, &request)?)?)
            },
            recode: |payload| write(&object::from_slice::<larkspec::$($module)*::Response>(payload)?),
        }
    };
}

/// Every endpoint, in the order of the names.
pub static ENDPOINTS: &[Entry] = include!(concat!(env!("OUT_DIR"), "/calls.rs"));
