//! Other systems’ formats: interchange files in and out.
