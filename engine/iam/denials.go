package iam

import "github.com/plumb-iac/plumb/parser/graph"

// deniesName is the derived attribute of a service control policy that lists
// the watched actions which it denies on all resources.
const deniesName = "denies"

// watched are the actions by which an account hides what happens in it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
var watched = []string{
	"cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors",
}

// denialsOf lists the watched actions that a control policy denies. Conditions
// are let pass: they usually spare the role that manages the trail.
func denialsOf(p *Policy, document *graph.Value) *graph.Value {
	var denied []string
	undecided := False
	for _, action := range watched {
		t := anyOf(p.Statements, func(s Statement) Truth {
			return s.Denies().And(s.allResources()).And(s.matchAction(Literal(action)))
		})
		if t == True {
			denied = append(denied, action)
		}
		if t == Unknown {
			undecided = Unknown
		}
	}
	if undecided == Unknown {
		return derivedUnknown(document, document)
	}
	return derivedStrings(denied)
}
