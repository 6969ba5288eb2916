{{/* What the gateway needs to be Knative's ingress: a way in for the cluster, its peers' addresses, and its rights. */}}
{{- define "berth.knative" -}}
{{- $root := index . 0 }}
{{- $name := printf "%s-%s" (include "berth.name" $root) (index . 1) }}
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}-internal
  labels:
    {{- include "berth.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "berth.selector" . | nindent 4 }}
  ports:
    # Knative's own Services lead here, by this port
    - {name: http2, port: 80, targetPort: traffic-local, appProtocol: kubernetes.io/h2c}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}-peers
  labels:
    {{- include "berth.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector:
    {{- include "berth.selector" . | nindent 4 }}
  ports:
    - {name: traffic, port: 8090, targetPort: traffic}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ $name }}
  labels:
    {{- include "berth.labels" . | nindent 4 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ $name }}-{{ $root.Release.Namespace }}
  labels:
    {{- include "berth.labels" . | nindent 4 }}
rules:
  {{- $root.Files.Get "files/gateway-rules.yaml" | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ $name }}-{{ $root.Release.Namespace }}
  labels:
    {{- include "berth.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ $name }}-{{ $root.Release.Namespace }}
subjects:
  - kind: ServiceAccount
    name: {{ $name }}
    namespace: {{ $root.Release.Namespace }}
{{- end }}
