// Reads paths from standard input, one a line; tells of each file, as a line of JSON, whether PlantUML can make a diagram of it or why not.

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import net.sourceforge.plantuml.syntax.SyntaxChecker;
import net.sourceforge.plantuml.syntax.SyntaxResult;

public class PlantUml {
    public static void main(String[] args) throws Exception {
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            if (!path.isEmpty()) System.out.println(judge(path));
        }
        // It keeps threads of its own alive.
        System.exit(0);
    }

    static String judge(String path) throws Exception {
        String file = "{\"file\":" + quoted(path);
        try {
            SyntaxResult result = SyntaxChecker.checkSyntax(Files.readString(new File(path).toPath(), StandardCharsets.UTF_8));
            if (!result.isError()) return file + ",\"description\":" + quoted(String.valueOf(result.getDescription())) + "}";
            return file + ",\"error\":" + quoted(result.getErrors() + " at " + result.getLineLocation()) + "}";
        } catch (Throwable error) {
            return file + ",\"error\":" + quoted(String.valueOf(error)) + "}";
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
