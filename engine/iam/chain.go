package iam

import (
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// chainsName is the derived attribute of identities that can become another
// one with control of the account.
const chainsName = "chains"

// maxPairs bounds how many pairs of identities are compared in a unit.
const maxPairs = 100_000

// step is one step of an escalation: how one identity gets the rights of the next.
type step struct {
	by   string // actions
	next *identity
}

// launchers are the ways to run something as a role: what must be allowed beside
// iam:PassRole, and the service that the role has to trust.
var launchers = []struct {
	service string
	actions []string
}{
	{"lambda.amazonaws.com", []string{"lambda:CreateFunction", "lambda:InvokeFunction"}},
	{"ec2.amazonaws.com", []string{"ec2:RunInstances"}},
	{"cloudformation.amazonaws.com", []string{"cloudformation:CreateStack"}},
	{"glue.amazonaws.com", []string{"glue:CreateJob", "glue:StartJobRun"}},
	{"codebuild.amazonaws.com", []string{"codebuild:CreateProject", "codebuild:StartBuild"}},
	{"ecs-tasks.amazonaws.com", []string{"ecs:RegisterTaskDefinition", "ecs:RunTask"}},
}

// chains finds, for each identity without control of the account, the shortest
// way to one with it, and returns the facts by address. Where there is one only
// if something unknown turns out so, the fact is unknown.
func chains(u *graph.Unit) map[string]*graph.Value {
	w := &walk{all: identities(u), functions: functionsByRole(u)}
	w.addresses = sorted(w.all)
	for _, address := range w.addresses {
		if h := w.all[address]; h.node.Kind != "iam.group" && h.isActive() {
			w.active = append(w.active, h)
		}
	}
	if len(w.active) == 0 {
		return nil
	}
	certain := w.steps(True)
	facts := make(map[string]*graph.Value, len(certain))
	for address := range certain {
		facts[address] = chainValue(w.all[address], certain)
	}
	for address := range w.steps(Unknown) {
		if facts[address] == nil {
			facts[address] = w.open(u, w.all[address])
		}
	}
	return facts
}

// walk is the search for chains in one unit.
type walk struct {
	all       map[string]*identity
	addresses []string
	active    []*identity
	functions map[string][]string // by the role that they run as
	pairs     int
}

// steps returns the first step from each identity that reaches control of the
// account, where each step is at least as certain as wanted.
func (w *walk) steps(wanted Truth) map[string]step {
	found := make(map[string]step)
	var reached []*identity
	settled := make(map[*identity]bool)
	for _, address := range w.addresses {
		h := w.all[address]
		if controls := h.controls(); controls >= wanted {
			reached, settled[h] = append(reached, h), controls == True
		}
	}
	for i := 0; i < len(reached); i++ {
		target := reached[i]
		for _, h := range w.active {
			if settled[h] || h == target {
				continue
			}
			if w.pairs++; w.pairs > maxPairs {
				return found
			}
			if by := h.becomes(target, w.functions[target.node.Address], wanted); by != "" {
				found[h.node.Address] = step{by, target}
				reached, settled[h] = append(reached, h), true
			}
		}
	}
	return found
}

// open is the fact about an identity that may have a chain: it depends on the
// first thing that isn't known of it or of the others.
func (w *walk) open(u *graph.Unit, h *identity) *graph.Value {
	if h.node.Attributes.FirstUnknown() != nil {
		return derivedUnknown(h.node.Attributes, &graph.Value{})
	}
	for _, n := range u.Nodes {
		if n.Kind == "iam.policy" || w.all[n.Address] != nil {
			if n.Attributes.FirstUnknown() != nil {
				return derivedUnknown(n.Attributes, &graph.Value{})
			}
		}
	}
	return derivedUnknown(nil, &graph.Value{})
}

func chainValue(h *identity, steps map[string]step) *graph.Value {
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	last := h
	for {
		s, ok := steps[last.node.Address]
		if !ok {
			break
		}
		list.List = append(list.List, &graph.Value{Form: graph.Map, Origin: graph.Derived, Map: map[string]*graph.Value{
			"from": graph.NewString(last.node.Address), "to": graph.NewString(s.next.node.Address), "by": graph.NewString(s.by),
		}})
		last = s.next
	}
	return list
}

// controls says whether the identity has control of the account: it may do
// everything, or give itself what is missing.
func (h *identity) controls() Truth {
	return anyOf(escalations[:singles], func(set []string) Truth { return h.may(set[0], isUniversalResource) })
}

// isActive reports whether the identity may have a right that could make it another.
func (h *identity) isActive() bool {
	for _, p := range h.policies {
		if p.Opaque {
			return true
		}
		for i := range p.Statements {
			s := &p.Statements[i]
			for _, action := range []string{"sts:AssumeRole", "iam:PassRole", "lambda:UpdateFunctionCode", "iam:CreateAccessKey", "iam:UpdateAssumeRolePolicy"} {
				if s.Allows() != False && s.matchAction(Literal(action)) != False {
					return true
				}
			}
		}
	}
	return false
}

// becomes returns the actions by which an identity gets the rights of another,
// as certainly as wanted, or nothing.
func (h *identity) becomes(target *identity, functions []string, wanted Truth) string {
	on := func(pattern Text) Truth { return target.isNamedBy(pattern, true) }
	switch target.node.Kind {
	case "iam.user":
		if h.may("iam:CreateAccessKey", on) >= wanted {
			return "iam:CreateAccessKey"
		}
		return ""
	case "iam.role":
	default:
		return ""
	}
	if assume := h.may("sts:AssumeRole", on); assume >= wanted {
		if target.trusts(h) >= wanted {
			return "sts:AssumeRole"
		}
		if h.may("iam:UpdateAssumeRolePolicy", on) >= wanted {
			return "iam:UpdateAssumeRolePolicy + sts:AssumeRole"
		}
	}
	if h.may("iam:PassRole", on) >= wanted {
		for _, l := range launchers {
			if target.trustsService(l.service) < wanted {
				continue
			}
			if allOf(l.actions, func(a string) Truth { return h.may(a, isUniversalResource) }) >= wanted {
				return "iam:PassRole + " + strings.Join(l.actions, " + ")
			}
		}
	}
	for _, f := range functions {
		if h.may("lambda:UpdateFunctionCode", func(pattern Text) Truth { return names(pattern, true, references(f)) }) >= wanted {
			return "lambda:UpdateFunctionCode"
		}
	}
	return ""
}

// functionsByRole lists the functions that run as a role, by its address.
func functionsByRole(u *graph.Unit) map[string][]string {
	found := make(map[string][]string)
	for _, n := range u.Nodes {
		if n.Kind != "lambda.function" {
			continue
		}
		if role := n.Attributes.Get("role"); role != nil && role.Form == graph.String {
			found[role.Text] = append(found[role.Text], n.Address)
		}
	}
	return found
}
