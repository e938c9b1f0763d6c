//! The end of each command's help: examples and exit statuses.

pub(super) const ALL: &str = "\
Examples:
  originator route \"+1 202 555 0123\" --explain
  originator batch customers.csv --column phone --output decided.csv

`originator help COMMAND` shows the arguments, examples and exit statuses of a command.";

pub(super) const ROUTE: &str = "\
Examples:
  originator route \"+1 202 555 0123\" +46701740699
  originator route +447700900123 --needs-reply --explain
  cut -f 2 customers.tsv | originator route - --format csv

Exit status:
  0  every message can be sent
  1  a message was refused
  2  the command could not run";

pub(super) const REPLY: &str = "\
Example:
  originator reply --from +12025550123 --to +46701740605 --explain

Exit status:
  0  every message can be sent
  1  a message was refused
  2  the command could not run";

pub(super) const LOCATE: &str = "\
Examples:
  originator locate +12425550123 +77012345678
  originator locate \"070-174 06 99\" --default-region SE --format csv

Exit status:
  0  every number was read
  1  a number could not be read
  2  the command could not run";

pub(super) const BATCH: &str = "\
Examples:
  originator batch customers.csv --column phone --output decided.csv
  originator batch list.txt --no-header --column 1
  originator batch inbound.jsonl.gz --from-column from --written-to-column to > replies.jsonl

Exit status:
  0  every message can be sent
  1  a row was refused, or nearly no row has a readable number
  2  the command could not run";

pub(super) const CHECK: &str = "\
Examples:
  originator check originators.yaml
  originator check --deny warnings --format sarif > findings.sarif

Exit status:
  0  the maps have no errors
  1  a map has errors, or warnings with --deny warnings
  2  the command could not run, or could not read a map";

pub(super) const COVERAGE: &str = "\
Examples:
  originator coverage --traffic customers.csv --column phone
  originator coverage --traffic countries.csv --count-column users --html coverage.html

Exit status:
  0  the countries are shown, also if users are refused
  1  nearly no row has a readable number
  2  the command could not run";

pub(super) const DIFF: &str = "\
Examples:
  originator diff originators.yaml new.yaml --traffic customers.csv --column phone
  git show HEAD:originators.yaml | originator diff - originators.yaml --traffic to.csv --exit-code

Exit status:
  0  the changes are shown
  1  a decision changes, with --exit-code; or nearly no row has a readable number
  2  the command could not run";

pub(super) const BENCH: &str = "\
Examples:
  originator bench
  originator bench --numbers customers.txt --threads 2 --format json

Exit status:
  0  the measurement is complete
  2  the command could not run, or answers about the same number differed";

pub(super) const SERVE: &str = "\
Example:
  originator serve --map originators.yaml --upstream https://eu.conversation.api.sinch.com

Exit status:
  0  the service was stopped, and finished every request
  1  a request was cut off
  2  the service could not start";

pub(super) const SINCH: &str = "\
Example:
  originator sinch transcode message.json

`originator sinch help COMMAND` shows the exit statuses of a command.";

pub(super) const SETUP: &str = "\
Example:
  originator sinch setup --project PROJECT --app APP --service-plan PLAN --region eu \\
      --webhook-url https://example.org/webhooks/sinch --dry-run

Exit status:
  0  everything is set up
  2  the command could not run, or a request failed";

pub(super) const TRANSCODE: &str = "\
Example:
  echo '{\"text_message\": {\"text\": \"Hello\"}}' | originator sinch transcode -

Exit status:
  0  the message has an SMS
  1  the message has no SMS
  2  the command could not run";

pub(super) const COMPLETIONS: &str = "\
Example:
  originator completions bash > /etc/bash_completion.d/originator

Exit status:
  0  the script is printed
  2  the command could not run";

pub(super) const MAN: &str = "\
Examples:
  originator man | man -l -
  originator man /usr/local/share/man/man1

Exit status:
  0  the pages are printed or written
  2  the command could not run";
