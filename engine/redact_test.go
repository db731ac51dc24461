package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRedact(t *testing.T) {
	r := redactor{secrets: []string{"hunter22"}}
	for _, tc := range []struct{ name, line, want string }{
		{"a sensitive text", `password = "hunter22"`, `password = "***"`},
		{"a sensitive text within another", `url = "db:hunter22@host"`, `url = "db:***@host"`},
		{"an access key id", `key = "AKIAIOSFODNN7EXAMPLE"`, `key = "***"`},
		{"a setting named like a secret", `master_password = "correct horse"`, `master_password = "***"`},
		{"the same in YAML", `  MasterUserPassword: correcthorse`, `  MasterUserPassword: ***`},
		{"an unquoted password with marks", `  MasterUserPassword: Sommer2026!`, `  MasterUserPassword: ***`},
		{"the same in JSON", `"MasterUserPassword": "correcthorse",`, `"MasterUserPassword": "***",`},
		{"a password in a URL", `url = "postgres://app:s3cr3t@db/x"`, `url = "postgres://app:***@db/x"`},
		{"a web token", `token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc`, `token: ***`},
		{"a private key", `-----BEGIN RSA PRIVATE KEY-----`, `***`},
		{"a reference is shown", `password = var.password`, `password = var.password`},
		{"an interpolation is shown", `password = "${var.password}"`, `password = "${var.password}"`},
		{"an intrinsic is shown", `  MasterUserPassword: !Ref Password`, `  MasterUserPassword: !Ref Password`},
		{"a flag is shown", `manage_master_user_password = true`, `manage_master_user_password = true`},
		{"a number is shown", `MinimumPasswordLength: 1234567`, `MinimumPasswordLength: 1234567`},
		{"ordinary text is shown", `engine = "postgres"`, `engine = "postgres"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, r.line(tc.line)); diff != "" {
				t.Errorf("line (-want +got):\n%s", diff)
			}
		})
	}
}
