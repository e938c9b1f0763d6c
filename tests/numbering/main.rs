//! The numbering plan: that its answers are libphonenumber's, and that it has one for everything.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod file;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod totality;
