//! The numbering plan: that its answers are libphonenumber's, and that it has one for everything.

mod answers;
mod corpus;
mod examples;
mod file;
mod peers;
mod totality;
