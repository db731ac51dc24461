package graph

import (
	"slices"
	"strconv"
)

// Form says what a Value is.
type Form uint8

// The forms of a value. Null stands for an explicit null, which AWS and both
// languages treat as absent.
const (
	Null Form = iota
	Bool
	Number
	String
	List
	Map
	Unknown
)

// Origin says where a value comes from; it is never a guess.
type Origin uint8

// The origins of a value.
const (
	FromSource  Origin = iota // read or evaluated from the source
	FromDefault               // what AWS or the provider does when nothing is written; the mapping cites it
	Derived                   // computed from the graph (engine/network, engine/iam)
)

// Value is one evaluated value and the place where it was written. The fields
// that belong to another Form are zero.
type Value struct {
	Form   Form
	Bool   bool
	Text   string            // String: the text; Number: its shortest decimal form
	List   []*Value          // List: the elements
	Map    map[string]*Value // Map: the entries
	Why    *Uncertainty      // Unknown: what is not known, and what would decide it
	Origin Origin

	// Decoded is the document that a string encodes, each element with its own
	// range, where the front end knows it: jsonencode, aws_iam_policy_document,
	// Fn::ToJsonString, JSON text. The string itself may be Unknown while most
	// of its document is known.
	Decoded *Value

	// Range is the smallest stretch to show: for an entry of a map or a block it
	// starts at its name (`encrypted = false`), for a list element it is the
	// element. Zero where nothing is written.
	Range Range
	// ValueRange is the expression or scalar alone (`false`): what a fix replaces.
	ValueRange Range

	References []Reference
	Sensitive  bool // never shown: a sensitive variable, a NoEcho parameter
}

// Reference is one use of a resource by a value.
type Reference struct {
	To        string // address of the resource or data source, with instance keys where known
	Attribute string // attribute in source names ("arn", "Arn", "id"); empty for the resource itself
}

// Reason says why a value is not known.
type Reason string

// The reasons of uncertainty.
const (
	ReasonVariable  Reason = "variable"  // a Terraform variable without value
	ReasonParameter Reason = "parameter" // a CloudFormation parameter without default, or a pseudo parameter
	ReasonComputed  Reason = "computed"  // decided by AWS at deployment: an ID, an ARN, an endpoint
	ReasonData      Reason = "data"      // read by a data source or a dynamic reference at deployment
	ReasonModule    Reason = "module"    // from a module or stack that isn't here
	ReasonImport    Reason = "import"    // from an export or a remote state that isn't here
	ReasonCondition Reason = "condition" // one of several, by a condition that isn't known
	ReasonFunction  Reason = "function"  // from a function, transform or macro that plumb can't run
	ReasonInvalid   Reason = "invalid"   // the source is wrong here; a diagnostic says how
	ReasonLimit     Reason = "limit"     // larger than plumb is willing to evaluate
)

// Uncertainty describes an unknown value.
type Uncertainty struct {
	Reason Reason
	// Deciders names what the user could set to decide the value, sorted and in
	// the words of the language: "var.public", "parameter Public". Empty where
	// only AWS decides.
	Deciders []string
	// Parts is the text of a partly known string in order; empty when no part is known.
	Parts []Part
	// OneOf lists every value that it can be, where they are finite: the branches
	// of an undecided condition, AllowedValues. Empty otherwise.
	OneOf []*Value
}

// Part is a piece of a partly known string: literal text, or a hole.
type Part struct {
	Text string // literal text; empty for a hole
	Hole *Hole  // nil for literal text
}

// Hole is an unknown stretch of a string.
type Hole struct {
	Why        *Uncertainty
	References []Reference
	MayBeEmpty bool // whether the stretch can be the empty string: an ARN can't, a variable can
}

// NewString returns a known string.
func NewString(text string) *Value { return &Value{Form: String, Text: text} }

// NewBool returns a known bool.
func NewBool(b bool) *Value { return &Value{Form: Bool, Bool: b} }

// NewInt returns a known whole number.
func NewInt(n int) *Value { return &Value{Form: Number, Text: strconv.Itoa(n)} }

// NewNumber returns a known number from its decimal text.
func NewNumber(decimal string) *Value { return &Value{Form: Number, Text: decimal} }

// NewList returns a list of the given elements.
func NewList(elements ...*Value) *Value { return &Value{Form: List, List: elements} }

// NewMap returns a map with the given entries; it keeps the map.
func NewMap(entries map[string]*Value) *Value { return &Value{Form: Map, Map: entries} }

// NewUnknown returns an unknown value.
func NewUnknown(why *Uncertainty) *Value { return &Value{Form: Unknown, Why: why} }

// IsKnown reports whether the value itself is known; its elements may not be.
// A nil value (nothing written) is known.
func (v *Value) IsKnown() bool { return v == nil || v.Form != Unknown }

// IsAbsent reports whether nothing, or an explicit null, is written.
func (v *Value) IsAbsent() bool { return v == nil || v.Form == Null }

// Get returns the entry of a map, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil || v.Form != Map {
		return nil
	}
	return v.Map[key]
}

// Index returns the element of a list, or nil.
func (v *Value) Index(i int) *Value {
	if v == nil || v.Form != List || i < 0 || i >= len(v.List) {
		return nil
	}
	return v.List[i]
}

// Keys returns the keys of a map, sorted.
func (v *Value) Keys() []string {
	if v == nil || v.Form != Map {
		return nil
	}
	keys := make([]string, 0, len(v.Map))
	for k := range v.Map {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Walk calls visit for v and everything below it, in a stable order, until
// visit returns false for a value, whose elements are then left out. The path
// is reused between calls: clone it to keep it. Decoded documents are not visited.
func (v *Value) Walk(visit func(path Path, v *Value) bool) { v.walk(nil, visit) }

func (v *Value) walk(path Path, visit func(Path, *Value) bool) {
	if v == nil || !visit(path, v) {
		return
	}
	switch v.Form {
	case List:
		for i, e := range v.List {
			e.walk(append(path, strconv.Itoa(i)), visit)
		}
	case Map:
		for _, k := range v.Keys() {
			v.Map[k].walk(append(path, k), visit)
		}
	default:
	}
}

// WhollyKnown reports whether v and everything below it is known.
func (v *Value) WhollyKnown() bool { return v.FirstUnknown() == nil }

// FirstUnknown returns the first unknown value at or below v in the order of
// Walk, or nil.
func (v *Value) FirstUnknown() (found *Value) {
	v.Walk(func(_ Path, x *Value) bool {
		if found == nil && x.Form == Unknown {
			found = x
		}
		return found == nil
	})
	return found
}
