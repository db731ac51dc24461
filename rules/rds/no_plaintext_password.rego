# METADATA
# title: "Do not write database passwords into templates"
# description: "Whoever can read the repository, the template or the state knows the password, and it stays in the history when it is changed."
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [rds.instance, rds.cluster, docdb.cluster]
#   messages:
#     literal: "{resource} has {attribute} in plain text"
#     default: "{resource} takes {attribute} from the default of {variable}"
#     variable: "{resource} takes {attribute} from {variable}, which is not marked as sensitive"
#     parameter_store: "{resource} takes {attribute} from a parameter in plain text"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "004", section: "9. IAM"}
#   aliases: [RDS_MASTER_USER_PASSWORD_NO_PLAINTEXT_PASSWORD, RDS_CLUSTER_MASTER_USER_PASSWORD_NO_PLAINTEXT_PASSWORD]
#   limits: "A literal that reaches the resource through a local or a nested module is reported where it is used."
#   fix:
#     text: "Let RDS manage the password in Secrets Manager (manage_master_user_password), or read it from there."
#   ko:
#     title: "DB 비밀번호를 코드에 쓰지 않기"
#     description: "저장소나 템플릿, 상태 파일을 읽을 수 있는 누구나 비밀번호를 알게 되고, 바꾸어도 이력에 남습니다."
#     messages:
#       literal: "비밀번호가 그대로 쓰임: {resource} ({attribute})"
#       default: "비밀번호가 변수 기본값에 있음: {resource} ({attribute}, 변수 {variable})"
#       variable: "비밀번호가 민감 정보로 표시되지 않은 변수에서 옴: {resource} ({attribute}, 변수 {variable})"
#       parameter_store: "비밀번호가 암호화되지 않은 파라미터에서 옴: {resource} ({attribute})"
#     fix: "RDS가 Secrets Manager에서 비밀번호를 관리하게 하거나(manage_master_user_password) 거기서 읽습니다."
package rules.rds.no_plaintext_password

import rego.v1

import data.lib.credential

deny contains found if {
	some kind in ["rds.instance", "rds.cluster", "docdb.cluster"]
	some node in input.kinds[kind]
	some found in credential.exposed(node)
}

undetermined contains found if {
	some kind in ["rds.instance", "rds.cluster", "docdb.cluster"]
	some node in input.kinds[kind]
	some found in credential.undecided(node)
}
