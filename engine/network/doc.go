// Package network computes where packets can go: the effective route table of
// each subnet, what network ACLs and security groups let through, and from
// where everything that has an address can be reached, with the path that a
// packet takes.
//
// Everything is three-valued: what rests on an unknown value is unknown, with
// the names of what would decide it, never a guess. The package reads
// normalized nodes and adds derived attributes to them; it knows no source
// syntax and no rule.
package network
