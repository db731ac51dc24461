package mapping

// Path leads from a resource to values of it, of what surrounds it or of its
// satellites.
type Path struct {
	Text      string // as written in the mapping
	Scope     Scope
	Satellite string // type of the satellite, with scope Satellite
	Filter    *Step  // a Where step that the satellite must pass; nil without
	Steps     []Step
	One       bool // leads to a single value, never to a list
}

// Scope says what a path starts from.
type Scope uint8

// The scopes of a path.
const (
	Own       Scope = iota // the resource, block or element itself
	Meta                   // @name: what stands beside the attributes
	Enclosing              // ../name: the resource that an embedded block is written in
	Satellite              // TYPE/name: a folded resource
)

// Step is one step of a path.
type Step struct {
	Op    Op
	Key   string // Field, Where: the name
	Value string // Where: the text that the value must have
	Index int    // Index
}

// Op is what a step does.
type Op uint8

// The operations of a step.
const (
	Field Op = iota // a.b
	Index           // a[0]
	Each            // a[*]
	Where           // a[k=v]
)

// Type is the type of a canonical attribute.
type Type uint8

// The types of an attribute.
const (
	String Type = iota
	Bool
	Number
	List
	Map
	Ref
	Policy
	Any
)

var typeNames = [...]string{"string", "bool", "number", "list", "map", "ref", "policy", "any"}

// String returns the word that mappings use for the type.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return "invalid"
}

// ParseType returns the type that a word of a mapping stands for.
func ParseType(word string) (Type, bool) {
	for i, name := range typeNames {
		if name == word {
			return Type(i), true
		}
	}
	return 0, false
}

// Use says that a source type feeds a kind or is folded into it.
type Use struct {
	Kind int // index of the kind
	Item int // index of its source or fold
}

// TypeUse is everything that a source type is used for.
type TypeUse struct {
	Type    string
	Sources []Use
	Folds   []Use
}
