package clients

import (
	"os"
	"reflect"
	"strings"
	"testing"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

func TestANamespaceIsMadeFoundChangedAndDeleted(t *testing.T) {
	made := must(api.CreateNamespace(&container.CreateNamespaceRequest{
		Name:                       "go-namespaces",
		Description:                scw.StringPtr("from Go"),
		EnvironmentVariables:       map[string]string{"PLAIN": "seen"},
		SecretEnvironmentVariables: map[string]string{"KEPT": "unseen", "DROPPED": "unseen"},
		Tags:                       []string{"b", "a"},
	}))(t)
	equal(t, "project", made.ProjectID, os.Getenv("SCW_DEFAULT_PROJECT_ID"))

	ready := must(api.WaitForNamespace(&container.WaitForNamespaceRequest{NamespaceID: made.ID, RetryInterval: often}))(t)
	equal(t, "status", ready.Status, container.NamespaceStatusReady)
	read := must(api.GetNamespace(&container.GetNamespaceRequest{NamespaceID: made.ID}))(t)
	equal(t, "read as it was", reflect.DeepEqual(read, ready), true)
	found := must(api.ListNamespaces(&container.ListNamespacesRequest{Name: scw.StringPtr("go-namespaces")}, scw.WithAllPages()))(t)
	equal(t, "found", found.TotalCount, 1)
	equal(t, "found as it was", reflect.DeepEqual(found.Namespaces[0], ready), true)

	must(api.UpdateNamespace(&container.UpdateNamespaceRequest{
		NamespaceID:                made.ID,
		EnvironmentVariables:       &map[string]string{"OTHER": "seen"},
		SecretEnvironmentVariables: &map[string]string{"KEPT": ""},
		Tags:                       scw.StringsPtr([]string{}),
	}))(t)
	changed := must(api.WaitForNamespace(&container.WaitForNamespaceRequest{NamespaceID: made.ID, RetryInterval: often}))(t)
	equal(t, "description", changed.Description, "from Go")
	equal(t, "variables", len(changed.EnvironmentVariables), 1)
	equal(t, "tags", len(changed.Tags), 0)
	equal(t, "secrets", len(changed.SecretEnvironmentVariables), 1)
	kept := changed.SecretEnvironmentVariables["KEPT"]
	equal(t, "secret", kept, ready.SecretEnvironmentVariables["KEPT"])
	equal(t, "hashed", strings.HasPrefix(kept, "$argon2id$"), true)

	deleted := must(api.DeleteNamespace(&container.DeleteNamespaceRequest{NamespaceID: made.ID}))(t)
	equal(t, "status", deleted.Status, container.NamespaceStatusDeleting)
	gone(t, func() error {
		_, err := api.GetNamespace(&container.GetNamespaceRequest{NamespaceID: made.ID})
		return err
	})
}

func TestEveryRegionOfTheClientCanBeListed(t *testing.T) {
	regions := api.Regions()

	_, err := api.ListNamespaces(&container.ListNamespacesRequest{}, scw.WithRegions(regions...), scw.WithAllPages())

	if err != nil {
		t.Fatal(err)
	}
}
