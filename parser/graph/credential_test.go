package graph_test

import (
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
)

func TestHoldsCredential(t *testing.T) {
	tests := map[string]struct {
		name  string
		value *graph.Value
		want  bool
	}{
		"a password of Terraform":                  {"master_password", graph.NewString("Sommer2026!"), true},
		"a password of CloudFormation":             {"MasterUserPassword", graph.NewString("Sommer2026!"), true},
		"an environment variable":                  {"DB_PASSWORD", graph.NewString("Sommer2026!"), true},
		"a secret":                                 {"SecretString", graph.NewString("Sommer2026!"), true},
		"a setting about passwords is none":        {"manage_master_user_password", graph.NewBool(true), false},
		"the name of a secret is none":             {"secret_name", graph.NewString("production"), false},
		"a dynamic reference is none":              {"password", graph.NewString("{{resolve:secretsmanager:db}}"), false},
		"the ARN of a secret is none":              {"password", graph.NewString("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"), false},
		"a text that is too common to hide is not": {"password", graph.NewString("test"), false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := graph.HoldsCredential(test.name, test.value); got != test.want {
				t.Errorf("HoldsCredential(%q, %q) = %t, want %t", test.name, test.value.Text, got, test.want)
			}
		})
	}
}
