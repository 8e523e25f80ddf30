// Loads a compose file as `docker compose config` does: compose-config FILE. Variables that are not set are blank.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions(os.Args[1:2], cli.WithName("app"), cli.WithDotEnv, cli.WithInterpolation(true), cli.WithoutEnvironmentResolution)
	if err == nil {
		_, err = options.LoadProject(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
