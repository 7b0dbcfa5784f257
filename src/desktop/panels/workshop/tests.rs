//! How the workshop looks and answers.
