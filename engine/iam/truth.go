package iam

// Truth is a three-valued verdict. The zero value is False.
type Truth uint8

// The verdicts, from the weakest to the strongest.
const (
	False   Truth = iota
	Unknown       // depends on a value that isn't known
	True
)

// TruthOf returns True or False.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// And returns the conjunction: False if either is.
func (t Truth) And(other Truth) Truth { return min(t, other) }

// Or returns the disjunction: True if either is.
func (t Truth) Or(other Truth) Truth { return max(t, other) }

// Not returns the negation; Unknown stays Unknown.
func (t Truth) Not() Truth { return True - t }

// String returns "false", "unknown" or "true".
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case Unknown:
		return "unknown"
	default:
		return "false"
	}
}

// anyOf returns the disjunction of f over the elements, and stops at True.
func anyOf[E any](elements []E, f func(E) Truth) Truth {
	found := False
	for _, e := range elements {
		if found = found.Or(f(e)); found == True {
			break
		}
	}
	return found
}

// allOf returns the conjunction of f over the elements, and stops at False.
func allOf[E any](elements []E, f func(E) Truth) Truth {
	holds := True
	for _, e := range elements {
		if holds = holds.And(f(e)); holds == False {
			break
		}
	}
	return holds
}
