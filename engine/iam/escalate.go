package iam

// escalations are the sets of actions by which a principal raises its own
// rights when it has them on all resources. Each set is needed as a whole: those
// with iam:PassRole start something that runs as a role of choice.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
var escalations = [][]string{
	{"iam:CreatePolicyVersion"},
	{"iam:SetDefaultPolicyVersion"},
	{"iam:AttachUserPolicy"},
	{"iam:AttachRolePolicy"},
	{"iam:AttachGroupPolicy"},
	{"iam:PutUserPolicy"},
	{"iam:PutRolePolicy"},
	{"iam:PutGroupPolicy"},
	{"iam:AddUserToGroup"},
	{"iam:UpdateAssumeRolePolicy"},
	{"iam:CreateAccessKey"},
	{"iam:CreateLoginProfile"},
	{"iam:UpdateLoginProfile"},
	{"iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"},
	{"iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"},
	{"iam:PassRole", "ec2:RunInstances"},
	{"iam:PassRole", "cloudformation:CreateStack"},
	{"iam:PassRole", "glue:CreateDevEndpoint"},
	{"iam:PassRole", "glue:CreateJob", "glue:StartJobRun"},
	{"iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"},
	{"iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"},
	{"iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"},
}

// singles is the number of escalations, first in the table, that are one action.
const singles = 13

// escalation is one set that a document grants.
type escalation struct {
	actions   []string
	statement int // the first statement that grants one of them
}

// escalations returns the sets that the document grants in the order of the
// table; undecided is set when a further one depends on what isn't known.
func (p *Policy) escalations() (found []escalation, undecided Truth) {
	for _, set := range escalations {
		granted := allOf(set, p.grantsEverywhere)
		switch granted {
		case True:
			found = append(found, escalation{actions: set, statement: p.firstGranting(set)})
		case Unknown:
			undecided = Unknown
		default:
		}
	}
	return found, undecided
}

func (p *Policy) firstGranting(set []string) int {
	for i := range p.Statements {
		s := &p.Statements[i]
		if unconditional(s) != True || s.Allows() != True || s.allResources() != True {
			continue
		}
		if anyOf(set, func(a string) Truth { return s.matchAction(Literal(a)) }) == True {
			return s.index
		}
	}
	return 0
}

// isAdmin says whether a statement grants everything: all actions, or all but
// some, on all resources, and the denials leave the means to grant oneself the
// rest.
func (s *Statement) isAdmin(p *Policy) Truth {
	t := s.Allows().And(s.allActions()).And(s.allResources())
	if t == False {
		return False
	}
	t = t.And(p.canceled(s, unconditional).Not())
	return t.And(anyOf(escalations[:singles], func(set []string) Truth {
		return s.matchAction(Literal(set[0])).And(p.deniesEverywhere(set[0]).Not())
	}))
}
