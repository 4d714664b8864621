//! Shapes as Rust: expressions that make the same shape.

use larkspec_shape::{Condition, Need, Shape, Test, Text, Values};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::tokens::ident;

/// A shape as an expression that makes the same shape.
pub(super) fn shape_tokens(shape: &Shape<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    match shape {
        Shape::Any => quote! { Shape::Any },
        Shape::Bool(bool) => {
            let fixed = bool.fixed.map(|fixed| quote! { .fixed(#fixed) });
            quote! { Shape::Bool(Bool::new() #fixed) }
        }
        Shape::Int(int) => {
            let min = (int.min != i64::MIN)
                .then_some(int.min)
                .map(|v| quote! { .min(#v) });
            let max = (int.max != i64::MAX)
                .then_some(int.max)
                .map(|v| quote! { .max(#v) });
            let values = int.values.map(|values| values_tokens(&values));
            quote! { Shape::Int(Int::new() #min #max #values) }
        }
        Shape::Float(float) => {
            let min = float.min.map(|v| quote! { .min(#v) });
            let max = float.max.map(|v| quote! { .max(#v) });
            quote! { Shape::Float(Float::new() #min #max) }
        }
        Shape::Text(text) => {
            let text = text_tokens(text, patterns);
            quote! { Shape::Text(#text) }
        }
        Shape::JsonText(carrier) => {
            let json = shape_tokens(carrier.json, patterns);
            let text = text_tokens(carrier.text, patterns);
            quote! { Shape::JsonText(JsonText::of(&#json).text(&#text)) }
        }
        Shape::List(list) => {
            let items = shape_tokens(list.items, patterns);
            let min = list.min_items.map(|v| quote! { .min_items(#v) });
            let max = list.max_items.map(|v| quote! { .max_items(#v) });
            quote! { Shape::List(List::of(&#items) #min #max) }
        }
        Shape::Map(values) => {
            let values = shape_tokens(values, patterns);
            quote! { Shape::Map(&#values) }
        }
        Shape::Object(object) => {
            let fields = fields_tokens(object.fields, patterns);
            let kind = ident(if object.closed { "closed" } else { "open" });
            let needs = needs_tokens(object.needs);
            quote! { Shape::Object(Object::#kind(&[#fields]) #needs) }
        }
        Shape::Envelope(envelope) => {
            let fields = fields_tokens(envelope.payload, patterns);
            let needs = needs_tokens(envelope.needs);
            let (code, required) = (envelope.code, envelope.code_required);
            let code = (code != "code" || !required).then(|| quote! { .code(#code, #required) });
            let (msg, required) = (envelope.msg, envelope.msg_required);
            let msg = (msg != "msg" || !required).then(|| quote! { .msg(#msg, #required) });
            quote! { Shape::Envelope(Envelope::new(&[#fields]) #code #msg #needs) }
        }
        other => unreachable!("a shape that this crate does not make: {other:?}"),
    }
}

fn text_tokens(text: &Text<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    let min = text.min_len.map(|v| quote! { .min_len(#v) });
    let max = text.max_len.map(|v| quote! { .max_len(#v) });
    let pattern = text.pattern.map(|pattern| {
        // A static of its own: it compiles its expression on first use and keeps it.
        let name = format_ident!("PATTERN_{}", patterns.len());
        let source = pattern.as_str();
        patterns.push(quote! {
            static #name: ::larkspec::shape::Pattern =
                ::larkspec::shape::Pattern::new(#source);
        });
        quote! { .pattern(&#name) }
    });
    let values = text.values.map(|values| values_tokens(&values));
    let secret = text.secret.then(|| quote! { .secret() });
    quote! { Text::new() #min #max #pattern #values #secret }
}

/// Nothing for most objects.
fn needs_tokens(needs: &[Need<'_>]) -> Option<TokenStream> {
    let tokens = needs.iter().map(|need| {
        let fields = need.any_of;
        let cases = need.when.iter().map(|case| {
            let conditions = case.iter().map(condition_tokens);
            quote! { &[#(#conditions),*] }
        });
        let when = (!need.when.is_empty()).then(|| quote! { .when(&[#(#cases),*]) });
        quote! { Need::any_of(&[#(#fields),*]) #when }
    });
    (!needs.is_empty()).then(|| quote! { .needs(&[#(#tokens),*]) })
}

fn condition_tokens(condition: &Condition<'_>) -> TokenStream {
    let field = condition.field;
    let test = match condition.test {
        Test::Present(present) => quote! { Test::Present(#present) },
        Test::Bool(value) => quote! { Test::Bool(#value) },
        Test::Ints(values) => quote! { Test::Ints(&[#(#values),*]) },
        Test::Texts(values) => quote! { Test::Texts(&[#(#values),*]) },
        other => unreachable!("a test that this crate does not make: {other:?}"),
    };
    match condition.negated {
        true => quote! { Condition::not(#field, #test) },
        false => quote! { Condition::new(#field, #test) },
    }
}

fn fields_tokens(
    fields: &[larkspec_shape::Field<'_>],
    patterns: &mut Vec<TokenStream>,
) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (name, shape) = (field.name, shape_tokens(&field.shape, patterns));
        let kind = ident(if field.required {
            "required"
        } else {
            "optional"
        });
        quote! { Field::#kind(#name, #shape) }
    });
    quote! { #(#fields),* }
}

fn values_tokens<T: ToTokens>(values: &Values<'_, T>) -> TokenStream {
    match values {
        Values::Fixed(value) => {
            quote! { .values(Values::Fixed(#value)) }
        }
        Values::OneOf(values) => {
            quote! { .values(Values::OneOf(&[#(#values),*])) }
        }
        Values::SumOf(bits) => {
            quote! { .values(Values::SumOf(&[#(#bits),*])) }
        }
    }
}
