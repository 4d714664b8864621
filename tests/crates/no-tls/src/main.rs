//! A program without TLS cannot call the platform, and says which feature is missing.

fn main() {
    let builder = larkspec::Client::builder().token("t-1");
    let error = match builder.clone().build() {
        Ok(_) => panic!("a client for https:// without TLS"),
        Err(error) => error.to_string(),
    };
    assert!(error.contains("enable the feature `rustls`"), "{error}");
    assert!(builder.base_url("http://127.0.0.1:9").build().is_ok());
    println!("without TLS: {error}");
}
