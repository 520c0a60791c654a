// Reads paths from standard input, one a line; tells of each file, as a line of JSON, what Structurizr found in it or why it refused it.

import com.structurizr.Workspace;
import com.structurizr.dsl.StructurizrDslParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

public class Structurizr {
    public static void main(String[] args) throws Exception {
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            if (!path.isEmpty()) System.out.println(judge(path));
        }
    }

    static String judge(String path) {
        try {
            StructurizrDslParser parser = new StructurizrDslParser();
            parser.parse(Files.readString(new File(path).toPath(), StandardCharsets.UTF_8));
            Workspace workspace = parser.getWorkspace();
            long written = workspace.getModel().getRelationships().stream().filter(each -> each.getLinkedRelationshipId() == null).count();
            return "{\"file\":" + quoted(path) + ",\"elements\":" + workspace.getModel().getElements().size() + ",\"relations\":" + written + ",\"views\":" + workspace.getViews().getViews().size() + "}";
        } catch (Throwable error) {
            return "{\"file\":" + quoted(path) + ",\"error\":" + quoted(String.valueOf(error.getMessage())) + "}";
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
