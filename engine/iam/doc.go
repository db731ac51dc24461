// Package iam computes what policies grant: it reads canonical statements,
// evaluates requests against them as AWS does, expands wildcards with the
// catalog of all actions, and writes facts about reach, escalation and
// public access to the nodes of a unit.
//
// Everything is three-valued: what rests on an unknown value is Unknown, never
// a guess. The package knows no source syntax and no rule.
package iam
