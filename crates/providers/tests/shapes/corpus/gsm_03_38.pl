# Writes gsm_03_38.tsv: every character that Perl's Encode::GSM0338 has in the GSM 7 bit default alphabet and its
# extension table, with its octets. Run it as `perl crates/providers/tests/corpus/gsm_03_38.pl > crates/providers/tests/corpus/gsm_03_38.tsv`.
use strict;
use warnings;
use Encode;

print "# Made by gsm_03_38.pl with Encode $Encode::VERSION.\n";
for my $point (0 .. 0x10FFFF) {
    next if $point >= 0xD800 && $point <= 0xDFFF;
    my $character = chr $point;
    my $octets = eval { encode('gsm0338', $character, Encode::FB_CROAK | Encode::LEAVE_SRC) };
    printf "U+%04X\t%s\n", $point, unpack('H*', $octets) if defined $octets;
}
