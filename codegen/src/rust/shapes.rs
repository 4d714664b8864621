//! Shapes as Rust: expressions that make the same shape.

use larkspec_shape::{Argument, Condition, Need, Shape, Test, Values};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::tokens::ident;

/// A shape as an expression that makes the same shape.
pub(super) fn shape_tokens(shape: &Shape<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    let rules = rules_tokens(shape, patterns);
    match shape {
        Shape::Any => quote! { Shape::Any },
        Shape::Bool(_) => quote! { Shape::Bool(Bool::new() #rules) },
        Shape::Int(_) => quote! { Shape::Int(Int::new() #rules) },
        Shape::Float(_) => quote! { Shape::Float(Float::new() #rules) },
        Shape::Text(_) => quote! { Shape::Text(Text::new() #rules) },
        Shape::JsonText(carrier) => {
            let json = shape_tokens(carrier.json, patterns);
            let text = rules_tokens(&Shape::Text(*carrier.text), patterns);
            quote! { Shape::JsonText(JsonText::of(&#json).text(&Text::new() #text)) }
        }
        Shape::List(list) => {
            let items = shape_tokens(list.items, patterns);
            quote! { Shape::List(List::of(&#items) #rules) }
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

/// The calls that set the rules of a value.
fn rules_tokens(shape: &Shape<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    let rules = shape.rules().into_iter().map(|(name, argument)| {
        let (method, argument) = (ident(name), argument_tokens(argument, patterns));
        quote! { .#method(#argument) }
    });
    rules.collect()
}

fn argument_tokens(argument: Argument<'_>, patterns: &mut Vec<TokenStream>) -> TokenStream {
    match argument {
        Argument::Nothing => TokenStream::new(),
        Argument::Bool(value) => value.to_token_stream(),
        Argument::Int(value) => value.to_token_stream(),
        Argument::Float(value) => value.to_token_stream(),
        Argument::Count(value) => value.to_token_stream(),
        Argument::Ints(values) => values_tokens(&values),
        Argument::Texts(values) => values_tokens(&values),
        Argument::Pattern(pattern) => {
            // A static of its own: it compiles its expression on first use and keeps it.
            let name = format_ident!("PATTERN_{}", patterns.len());
            let source = pattern.as_str();
            patterns.push(quote! {
                static #name: ::larkspec::shape::Pattern =
                    ::larkspec::shape::Pattern::new(#source);
            });
            quote! { &#name }
        }
        other => unreachable!("a rule that this crate does not write: {other:?}"),
    }
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
            quote! { Values::Fixed(#value) }
        }
        Values::OneOf(values) => {
            quote! { Values::OneOf(&[#(#values),*]) }
        }
        Values::SumOf(bits) => {
            quote! { Values::SumOf(&[#(#bits),*]) }
        }
    }
}
