package engine

import (
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// texts are the engine's own words in one language.
type texts struct {
	korean   bool
	open     string // neutral message of an open verdict
	unknown  string // stands for a value that isn't known
	depends  string // before the names of what decides
	exists   string // before the reason of a conditional resource
	reasons  map[graph.Reason]string
	fallback string
}

var englishTexts = texts{
	open:    "{resource} may not satisfy: {title}",
	unknown: "an unknown value",
	depends: "depends on ",
	exists:  "exists only under a condition, ",
	reasons: map[graph.Reason]string{
		graph.ReasonVariable:  "a variable has no value",
		graph.ReasonParameter: "a parameter has no value",
		graph.ReasonComputed:  "decided by AWS at deployment",
		graph.ReasonData:      "read at deployment",
		graph.ReasonModule:    "comes from a module or stack that is not here",
		graph.ReasonImport:    "comes from an export or remote state that is not here",
		graph.ReasonCondition: "depends on a condition that is not known",
		graph.ReasonFunction:  "comes from a function that can't be evaluated here",
		graph.ReasonInvalid:   "the source is invalid here",
		graph.ReasonLimit:     "too large to evaluate",
	},
	fallback: "not known before deployment",
}

var koreanTexts = texts{
	korean:  true,
	open:    "충족하지 않을 수 있음: {resource} ({title})",
	unknown: "알 수 없는 값",
	depends: "결정 요인: ",
	exists:  "조건부 리소스, ",
	reasons: map[graph.Reason]string{
		graph.ReasonVariable:  "값이 없는 변수에 달림",
		graph.ReasonParameter: "값이 없는 파라미터에 달림",
		graph.ReasonComputed:  "배포할 때 AWS가 정함",
		graph.ReasonData:      "배포할 때 읽음",
		graph.ReasonModule:    "여기에 없는 모듈이나 스택에서 옴",
		graph.ReasonImport:    "여기에 없는 내보내기나 원격 상태에서 옴",
		graph.ReasonCondition: "알 수 없는 조건에 달림",
		graph.ReasonFunction:  "여기서 계산할 수 없는 함수에서 옴",
		graph.ReasonInvalid:   "소스가 잘못됨",
		graph.ReasonLimit:     "너무 커서 계산하지 않음",
	},
	fallback: "배포 전에는 알 수 없음",
}

// why says in one sentence what is not known.
func (t texts) why(u *graph.Uncertainty) string {
	switch {
	case u == nil:
		return t.fallback
	case len(u.Deciders) > 0:
		return t.depends + strings.Join(u.Deciders, ", ")
	case t.reasons[u.Reason] != "":
		return t.reasons[u.Reason]
	default:
		return t.fallback
	}
}

// condition says why a resource may not exist.
func (t texts) condition(u *graph.Uncertainty) string {
	if u == nil {
		return ""
	}
	return t.exists + t.why(u)
}

func (t texts) title(r *Rule) string {
	if t.korean {
		return r.Korean.Title
	}
	return r.Title
}

// template returns the message of a variant, or false where there is none.
func (t texts) template(r *Rule, variant string) (string, bool) {
	message, messages := r.Message, r.Messages
	if t.korean {
		message, messages = r.Korean.Message, r.Korean.Messages
	}
	if variant != "" {
		text, ok := messages[variant]
		return text, ok
	}
	if message != "" {
		return message, true
	}
	return "", false
}

// openVariant is the message of a rule that has words of its own for an open verdict.
const openVariant = "undetermined"

// message fills the text of a verdict for an address. An open verdict gets the
// neutral text, since the rule's own states a fact; unless the rule has words
// for it.
func (t texts) message(v *verdict, address string) (string, error) {
	text, ok := t.template(v.rule, v.variant)
	if v.isOpen() && v.variant != openVariant {
		text = strings.ReplaceAll(t.open, "{title}", t.title(v.rule))
	} else if !ok {
		return "", &messageError{rule: v.rule.ID, variant: v.variant}
	}
	pairs := []string{"{resource}", address}
	for name, term := range v.values {
		pairs = append(pairs, "{"+name+"}", termText(term, t.unknown))
	}
	filled := strings.NewReplacer(pairs...).Replace(text)
	if !v.isOpen() {
		for _, name := range placeholders(text) {
			if name != "resource" && v.values[name] == nil {
				return "", &messageError{rule: v.rule.ID, variant: v.variant, name: name}
			}
		}
	}
	return filled, nil
}

// messageError is a fault of a rule: a message that doesn't exist, or one whose
// placeholder the finding gives no value for.
type messageError struct {
	rule, variant, name string
}

func (e *messageError) Error() string {
	of := "message"
	if e.variant != "" {
		of += " " + e.variant
	}
	if e.name != "" {
		return "evaluate " + e.rule + ": the " + of + " needs a value for {" + e.name + "}"
	}
	return "evaluate " + e.rule + ": the rule has no " + of
}

// uncertainty joins what is open about a verdict: all deciders, and the reason
// of the first.
func (v *verdict) uncertainty() *graph.Uncertainty {
	if v.why != nil {
		return v.why
	}
	if len(v.open) == 0 {
		return nil
	}
	u := &graph.Uncertainty{Deciders: deciders(v.open)}
	if i := slices.IndexFunc(v.open, func(o unknownAt) bool { return o.value.Why != nil }); i >= 0 {
		u.Reason = v.open[i].value.Why.Reason
	}
	return u
}
