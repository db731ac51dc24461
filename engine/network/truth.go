package network

import (
	"slices"

	"github.com/plumb-iac/plumb/parser/graph"
)

// truth is one of three values, ordered so that the smaller of two is their
// conjunction and the larger their disjunction.
type truth uint8

const (
	no truth = iota
	maybe
	yes
)

// verdict is a truth and, where it is maybe, what is not known.
type verdict struct {
	truth
	why *graph.Uncertainty
}

// and is the conjunction: one no decides it.
func (v verdict) and(w verdict) verdict {
	switch {
	case v.truth == no || w.truth == no:
		return verdict{}
	case v.truth == yes && w.truth == yes:
		return verdict{truth: yes}
	default:
		return verdict{maybe, mergeWhy(v.why, w.why)}
	}
}

// or is the disjunction: one yes decides it.
func (v verdict) or(w verdict) verdict {
	switch {
	case v.truth == yes || w.truth == yes:
		return verdict{truth: yes}
	case v.truth == no && w.truth == no:
		return verdict{}
	default:
		return verdict{maybe, mergeWhy(v.why, w.why)}
	}
}

// open is a verdict that rests on an unknown value.
func open(v *graph.Value) verdict { return verdict{maybe, whyOf(v)} }

// known is yes or no.
func known(b bool) verdict {
	if b {
		return verdict{truth: yes}
	}
	return verdict{}
}

// boolean reads a bool attribute; absent stands for what applies without it.
func boolean(v *graph.Value, absent verdict) verdict {
	switch {
	case v.IsAbsent():
		return absent
	case v.Form == graph.Bool:
		return known(v.Bool)
	case v.Form == graph.Unknown:
		return open(v)
	default:
		return verdict{maybe, &graph.Uncertainty{Reason: graph.ReasonInvalid}}
	}
}

// whyOf is why a value is not known: AWS decides where nothing else is said.
func whyOf(v *graph.Value) *graph.Uncertainty {
	if v == nil || v.Why == nil {
		return &graph.Uncertainty{Reason: graph.ReasonComputed}
	}
	return &graph.Uncertainty{Reason: v.Why.Reason, Deciders: v.Why.Deciders}
}

// mergeWhy joins the reasons of two doubts: the first reason, the deciders of both.
func mergeWhy(a, b *graph.Uncertainty) *graph.Uncertainty {
	if a == nil {
		return b
	}
	if b == nil || a == b {
		return a
	}
	deciders := slices.Concat(a.Deciders, b.Deciders)
	slices.Sort(deciders)
	reason := a.Reason
	if len(a.Deciders) == 0 && len(b.Deciders) > 0 {
		reason = b.Reason
	}
	return &graph.Uncertainty{Reason: reason, Deciders: slices.Compact(deciders)}
}
