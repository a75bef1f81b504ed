<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About HubDesk</source>
        <translation>HubDesk 정보</translation>
    </message>
    <message>
        <source>Version {version}, Qt {qt}, Apache License 2.0</source>
        <translation>버전 {version}, Qt {qt}, Apache License 2.0</translation>
    </message>
    <message>
        <source>The Hugging Face Hub on the desktop. An independent project that sends no statistics.</source>
        <translation>데스크톱에서 쓰는 Hugging Face Hub입니다. 독립 프로젝트이며 사용 통계를 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Credits and licences</source>
        <translation>도움을 준 프로젝트와 라이선스</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The practice Hub shows facts of public models of August 2026: radar-huggingface-dataset, HF//RADAR, CC-BY-4.0, reduced. Its files are made up.</source>
        <translation>연습 Hub는 2026년 8월 공개 모델의 정보를 보여 줍니다: radar-huggingface-dataset, HF//RADAR, CC-BY-4.0, 일부 발췌. 파일 내용은 지어낸 것입니다.</translation>
    </message>
    <message>
        <source>Fonts: Inter, Pretendard, Noto and JetBrains Mono, where installed; SIL Open Font License.</source>
        <translation>글꼴: Inter, Pretendard, Noto, JetBrains Mono(설치된 경우). SIL Open Font License.</translation>
    </message>
</context>
<context>
    <name>ActiveFilters</name>
    <message>
        <source>Active filters</source>
        <translation>적용된 필터</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>필터 모두 지우기</translation>
    </message>
    <message>
        <source>Filter: {name}</source>
        <translation>필터: {name}</translation>
    </message>
</context>
<context>
    <name>AltMenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>메뉴 막대</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Limit the speed to {speed}</source>
        <translation>속도를 {speed}(으)로 제한</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Cancel the download of {name}?</source>
        <translation>{name} 다운로드를 취소할까요?</translation>
    </message>
    <message>
        <source>Cancel {count} downloads?</source>
        <translation>다운로드 {count}개를 취소할까요?</translation>
    </message>
    <message>
        <source>What has arrived of unfinished files is deleted. Files that are complete stay. To go on later, pause instead.</source>
        <translation>덜 받은 파일의 데이터가 삭제됩니다. 완료된 파일은 남습니다. 나중에 이어서 받으려면 일시정지하세요.</translation>
    </message>
    <message>
        <source>{size} that have arrived are deleted. To go on later, pause instead.</source>
        <translation>지금까지 받은 {size}가 삭제됩니다. 나중에 이어서 받으려면 일시정지하세요.</translation>
    </message>
    <message>
        <source>Keep downloading</source>
        <translation>계속 다운로드</translation>
    </message>
    <message>
        <source>Cancel {count} transfers?</source>
        <translation>전송 {count}개를 취소할까요?</translation>
    </message>
    <message>
        <source>Cancel the upload to {name}?</source>
        <translation>{name}(으)로 올리는 것을 취소할까요?</translation>
    </message>
    <message>
        <source>Cancel {count} uploads?</source>
        <translation>업로드 {count}개를 취소할까요?</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Cancel upload</source>
        <translation>업로드 취소</translation>
    </message>
    <message>
        <source>Cancel them</source>
        <translation>모두 취소</translation>
    </message>
    <message>
        <source>Cancel download</source>
        <translation>다운로드 취소</translation>
    </message>
    <message>
        <source>What was committed stays in the repository; the rest is not sent. Your files stay as they are.</source>
        <translation>커밋된 것은 저장소에 남고 나머지는 보내지 않습니다. 내 파일은 그대로입니다.</translation>
    </message>
    <message>
        <source>Nothing was committed yet: the repository and your files stay as they are. To go on later, pause instead.</source>
        <translation>아직 커밋된 것이 없습니다. 저장소와 내 파일은 그대로입니다. 나중에 이어서 하려면 일시 정지하세요.</translation>
    </message>
</context>
<context>
    <name>CardBrowser</name>
    <message>
        <source>Card</source>
        <translation>카드</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>팁</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>중요</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>주의</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>상세 정보</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>동영상</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>오디오</translation>
    </message>
    <message>
        <source>Diagram source</source>
        <translation>다이어그램 소스</translation>
    </message>
    <message>
        <source>More rows</source>
        <translation>나머지 행</translation>
    </message>
</context>
<context>
    <name>CardTab</name>
    <message>
        <source>Card</source>
        <translation>카드</translation>
    </message>
    <message>
        <source>This model has no card</source>
        <translation>이 모델에는 카드가 없습니다</translation>
    </message>
    <message>
        <source>This dataset has no card</source>
        <translation>이 데이터셋에는 카드가 없습니다</translation>
    </message>
    <message>
        <source>This Space has no card</source>
        <translation>이 Space에는 카드가 없습니다</translation>
    </message>
    <message>
        <source>Its owner has not written one yet. The Files tab shows what it holds.</source>
        <translation>소유자가 아직 작성하지 않았습니다. 들어 있는 것은 파일 탭에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>The metadata that starts in line {line} is never closed. The text is complete.</source>
        <translation>{line}번째 줄에서 시작한 메타데이터가 닫히지 않았습니다. 본문은 모두 보입니다.</translation>
    </message>
    <message>
        <source>The metadata has a mistake in line {line}. The text is complete.</source>
        <translation>메타데이터 {line}번째 줄에 잘못이 있습니다. 본문은 모두 보입니다.</translation>
    </message>
    <message>
        <source>The metadata names a key twice in line {line}. The text is complete.</source>
        <translation>메타데이터 {line}번째 줄에 같은 키가 두 번 나옵니다. 본문은 모두 보입니다.</translation>
    </message>
    <message>
        <source>The metadata in line {line} is no list of keys. The text is complete.</source>
        <translation>{line}번째 줄의 메타데이터가 키 목록이 아닙니다. 본문은 모두 보입니다.</translation>
    </message>
    <message>
        <source>The metadata from line {line} is too large to read. The text is complete.</source>
        <translation>{line}번째 줄부터의 메타데이터가 너무 커서 읽을 수 없습니다. 본문은 모두 보입니다.</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Press Delete to remove this filter</source>
        <translation>Delete 키를 누르면 이 필터가 지워집니다</translation>
    </message>
    <message>
        <source>Click to remove this filter</source>
        <translation>클릭하면 이 필터가 지워집니다</translation>
    </message>
</context>
<context>
    <name>ChipFlow</name>
    <message>
        <source>Show fewer</source>
        <translation>접기</translation>
    </message>
    <message>
        <source>+{count} more</source>
        <translation>+{count}개 더</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Back to all filters</source>
        <translation>모든 필터로 돌아가기</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>이 목록에서 찾기</translation>
    </message>
    <message>
        <source>Nothing in this list matches these words.</source>
        <translation>이 목록에는 일치하는 항목이 없습니다.</translation>
    </message>
</context>
<context>
    <name>CodeBox</name>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 찾기</translation>
    </message>
    <message>
        <source>Type a command, a search, or a Hub address</source>
        <translation>명령, 검색어 또는 Hub 주소를 입력하세요</translation>
    </message>
    <message>
        <source>Command, search, or Hub address</source>
        <translation>명령, 검색어 또는 Hub 주소</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Open “{text}”</source>
        <translation>‘{text}’ 열기</translation>
    </message>
    <message>
        <source>Search for “{text}”</source>
        <translation>‘{text}’ 검색</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>This is our mistake. Your files are as they were, and you can go on. The report holds no token.</source>
        <translation>HubDesk의 잘못입니다. 파일은 그대로이며 계속 사용하실 수 있습니다. 보고서에는 토큰이 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Open the folder of reports</source>
        <translation>보고서 폴더 열기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>DecisionDialog</name>
    <message>
        <source>{name} has changed meanwhile</source>
        <translation>그 사이에 {name}이(가) 바뀌었습니다</translation>
    </message>
    <message>
        <source>Somebody committed to {branch} after your upload was planned on top of {before}. Nothing was overwritten, and your {files} are not in the repository yet.</source>
        <translation>{before} 위에 올리도록 계획한 뒤 누군가 {branch}에 커밋했습니다. 덮어쓴 것은 없으며, 내 {files}는 아직 저장소에 없습니다.</translation>
    </message>
    <message>
        <source>On top: your files replace those of the same name, all else of theirs stays. Pull request: their version stays until somebody merges yours.</source>
        <translation>위에 올리기: 이름이 같은 파일은 내 것으로 바뀌고 나머지 변경은 그대로 남습니다. 풀 리퀘스트: 누군가 병합할 때까지 상대의 버전이 유지됩니다.</translation>
    </message>
    <message>
        <source>Show what they committed</source>
        <translation>어떤 커밋인지 보기</translation>
    </message>
    <message>
        <source>Cancel the upload</source>
        <translation>업로드 취소</translation>
    </message>
    <message>
        <source>Open a pull request</source>
        <translation>풀 리퀘스트 열기</translation>
    </message>
    <message>
        <source>Put mine on top</source>
        <translation>내 것을 위에 올리기</translation>
    </message>
</context>
<context>
    <name>DetailsCommands</name>
    <message>
        <source>Upload files to this repository…</source>
        <translation>이 저장소에 파일 올리기…</translation>
    </message>
    <message>
        <source>Upload a folder to this repository…</source>
        <translation>이 저장소에 폴더 올리기…</translation>
    </message>
    <message>
        <source>Upload a text as a new file…</source>
        <translation>텍스트를 새 파일로 올리기…</translation>
    </message>
    <message>
        <source>Upload what is on the clipboard…</source>
        <translation>클립보드에 있는 것 올리기…</translation>
    </message>
    <message>
        <source>Download this repository…</source>
        <translation>이 저장소 다운로드…</translation>
    </message>
    <message>
        <source>Use this repository: show code</source>
        <translation>이 저장소 사용: 코드 보기</translation>
    </message>
    <message>
        <source>Show another revision…</source>
        <translation>다른 리비전 보기…</translation>
    </message>
    <message>
        <source>Copy the repository&apos;s id</source>
        <translation>저장소 ID 복사</translation>
    </message>
    <message>
        <source>Copy the repository&apos;s link</source>
        <translation>저장소 링크 복사</translation>
    </message>
    <message>
        <source>Open the repository on the Hub</source>
        <translation>Hub에서 저장소 열기</translation>
    </message>
    <message>
        <source>Load the repository again</source>
        <translation>저장소 다시 불러오기</translation>
    </message>
</context>
<context>
    <name>DetailsHeader</name>
    <message>
        <source>Copy the id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>private</source>
        <translation>비공개</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>승인 필요</translation>
    </message>
    <message>
        <source>The owner asks for consent before the files open</source>
        <translation>파일을 열려면 먼저 소유자의 약관에 동의해야 합니다</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>다른 작업</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>이 모델 사용</translation>
    </message>
    <message>
        <source>Use this dataset</source>
        <translation>이 데이터셋 사용</translation>
    </message>
    <message>
        <source>Use this Space</source>
        <translation>이 Space 사용</translation>
    </message>
</context>
<context>
    <name>DetailsView</name>
    <message>
        <source>Choose a repository in the list, or paste its address into the search field.</source>
        <translation>목록에서 저장소를 고르거나 검색란에 주소를 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>아직 고른 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>열린 문서</translation>
    </message>
    <message>
        <source>Keep this tab: the next repository opens in another one</source>
        <translation>이 탭 유지: 다음 저장소는 다른 탭에서 열립니다</translation>
    </message>
    <message>
        <source>Keep this tab</source>
        <translation>이 탭 유지</translation>
    </message>
</context>
<context>
    <name>DownloadPlanDialog</name>
    <message>
        <source>Download {name}</source>
        <translation>{name} 다운로드</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Choose all files</source>
        <translation>모든 파일 선택</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Choose no file</source>
        <translation>모든 선택 해제</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>명령줄</translation>
    </message>
    <message>
        <source>Language of the code</source>
        <translation>코드 언어</translation>
    </message>
    <message>
        <source>No file matches</source>
        <translation>일치하는 파일이 없습니다</translation>
    </message>
    <message>
        <source>The patterns leave every file out. Change them to choose some.</source>
        <translation>패턴이 모든 파일을 제외합니다. 패턴을 바꾸어 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>{chosen} of {files} chosen</source>
        <translation>{files} 중 {chosen}개 선택</translation>
    </message>
    <message>
        <source>Revision {revision}</source>
        <translation>리비전 {revision}</translation>
    </message>
    <message>
        <source>Revision {revision} at commit {commit} · to {folder}</source>
        <translation>리비전 {revision}, 커밋 {commit} · 저장 위치 {folder}</translation>
    </message>
    <message>
        <source>{files} in the folder will be replaced: same name, other content.</source>
        <translation>폴더의 {files}가 교체됩니다. 이름은 같지만 내용이 다릅니다.</translation>
    </message>
    <message>
        <source>{files} in the folder: same name, other content. What is there stays as it is unless you check it.</source>
        <translation>폴더의 {files}는 이름은 같지만 내용이 다릅니다. 선택하지 않으면 그대로 둡니다.</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Other licence</source>
        <translation>기타 라이선스</translation>
    </message>
    <message>
        <source>commit {commit}</source>
        <translation>커밋 {commit}</translation>
    </message>
    <message>
        <source>Fine-tuned from {models}</source>
        <translation>{models}에서 미세 조정</translation>
    </message>
    <message>
        <source>Adapter for {models}</source>
        <translation>{models}용 어댑터</translation>
    </message>
    <message>
        <source>Quantised from {models}</source>
        <translation>{models}에서 양자화</translation>
    </message>
    <message>
        <source>Merged from {models}</source>
        <translation>{models}에서 병합</translation>
    </message>
    <message>
        <source>Based on {models}</source>
        <translation>{models} 기반</translation>
    </message>
    <message>
        <source>{size} on the Hub</source>
        <translation>Hub에서 {size}</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>파라미터 {count}</translation>
    </message>
    <message>
        <source>updated {ago}</source>
        <translation>{ago} 업데이트</translation>
    </message>
    <message>
        <source>{count} downloads</source>
        <translation>다운로드 {count}</translation>
    </message>
    <message>
        <source>{count} likes</source>
        <translation>좋아요 {count}</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>Look at it</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Download this folder…</source>
        <translation>이 폴더 다운로드…</translation>
    </message>
    <message>
        <source>Download this file…</source>
        <translation>이 파일 다운로드…</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>Open on the Hub</source>
        <translation>Hub에서 열기</translation>
    </message>
</context>
<context>
    <name>FilesBar</name>
    <message>
        <source>Filter files</source>
        <translation>파일 필터</translation>
    </message>
    <message>
        <source>Filter files by name</source>
        <translation>이름으로 파일 필터</translation>
    </message>
    <message>
        <source>Tick all found</source>
        <translation>찾은 것 모두 선택</translation>
    </message>
    <message>
        <source>Tick all files that the filter found</source>
        <translation>필터로 찾은 파일 모두 선택</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Count all</source>
        <translation>모두 세기</translation>
    </message>
    <message>
        <source>Count all files</source>
        <translation>모든 파일 세기</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>세는 중…</translation>
    </message>
    <message>
        <source>{count} entries at the top</source>
        <translation>맨 위 항목 {count}개</translation>
    </message>
    <message>
        <source>{count} of {total} files · {size}</source>
        <translation>파일 {total}개 중 {count}개 · {size}</translation>
    </message>
    <message>
        <source>1 file · {size}</source>
        <translation>파일 1개 · {size}</translation>
    </message>
    <message>
        <source>{count} files · {size}</source>
        <translation>파일 {count}개 · {size}</translation>
    </message>
</context>
<context>
    <name>FilesFooter</name>
    <message>
        <source>Untick all</source>
        <translation>모두 선택 해제</translation>
    </message>
    <message>
        <source>Untick all files</source>
        <translation>모든 파일 선택 해제</translation>
    </message>
    <message>
        <source>Counting the files of the folder…</source>
        <translation>폴더의 파일을 세는 중…</translation>
    </message>
    <message>
        <source>{count} ticked</source>
        <translation>{count}개 선택됨</translation>
    </message>
    <message>
        <source>Download 1 file ({size})</source>
        <translation>파일 1개 다운로드({size})</translation>
    </message>
    <message>
        <source>Download {count} files ({size})</source>
        <translation>파일 {count}개 다운로드({size})</translation>
    </message>
</context>
<context>
    <name>FilesModel</name>
    <message>
        <source>{count} more. Press Enter to show them.</source>
        <translation>{count}개가 더 있습니다. Enter를 누르면 보여 줍니다.</translation>
    </message>
    <message>
        <source>{reason} Press Enter to try again.</source>
        <translation>{reason} Enter 키를 누르면 다시 시도합니다.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>불러오는 중…</translation>
    </message>
</context>
<context>
    <name>FilesModelBase</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>마지막 커밋</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>업데이트</translation>
    </message>
    <message>
        <source>sha256 {digest}</source>
        <translation>sha256 {digest}</translation>
    </message>
    <message>
        <source>Folder {path}</source>
        <translation>폴더 {path}</translation>
    </message>
    <message>
        <source>{path}, {size}</source>
        <translation>{path}, {size}</translation>
    </message>
</context>
<context>
    <name>FilesTab</name>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>The owner asks for consent before these files can be downloaded.</source>
        <translation>이 파일을 다운로드하려면 먼저 소유자의 약관에 동의해야 합니다.</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Nothing has been committed here yet.</source>
        <translation>아직 커밋된 것이 없습니다.</translation>
    </message>
    <message>
        <source>No files</source>
        <translation>파일 없음</translation>
    </message>
</context>
<context>
    <name>FilterPage</name>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>필터 모두 지우기</translation>
    </message>
    <message>
        <source>Close the filters</source>
        <translation>필터 닫기</translation>
    </message>
    <message>
        <source>Show {count}</source>
        <translation>{count} 보기</translation>
    </message>
    <message>
        <source>Show results</source>
        <translation>결과 보기</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Show {path} in the list</source>
        <translation>목록에서 {path} 보기</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Upload anyway</source>
        <translation>그래도 올리기</translation>
    </message>
</context>
<context>
    <name>FoldedTransfers</name>
    <message>
        <source>Transfers</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>Unfold the transfers</source>
        <translation>전송 목록 펼치기</translation>
    </message>
    <message>
        <source>Transfers: {summary}</source>
        <translation>전송: {summary}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
</context>
<context>
    <name>FolderChoice</name>
    <message>
        <source>None chosen yet</source>
        <translation>아직 고르지 않음</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Choose the folder for downloads</source>
        <translation>다운로드할 폴더 고르기</translation>
    </message>
    <message>
        <source>Folder for downloads</source>
        <translation>다운로드할 폴더</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes}분 {seconds}초</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours}시간 {minutes}분</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days}일</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>1 minute ago</source>
        <translation>1분 전</translation>
    </message>
    <message>
        <source>{minutes} minutes ago</source>
        <translation>{minutes}분 전</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>1시간 전</translation>
    </message>
    <message>
        <source>{hours} hours ago</source>
        <translation>{hours}시간 전</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>{days} days ago</source>
        <translation>{days}일 전</translation>
    </message>
    <message>
        <source>{weeks} weeks ago</source>
        <translation>{weeks}주 전</translation>
    </message>
    <message>
        <source>{months} months ago</source>
        <translation>{months}개월 전</translation>
    </message>
    <message>
        <source>1 year ago</source>
        <translation>1년 전</translation>
    </message>
    <message>
        <source>{years} years ago</source>
        <translation>{years}년 전</translation>
    </message>
</context>
<context>
    <name>GatedSection</name>
    <message>
        <source>Any</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Only open</source>
        <translation>공개만</translation>
    </message>
    <message>
        <source>Only gated</source>
        <translation>승인 필요만</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Guide to the Hub</source>
        <translation>Hub 안내서</translation>
    </message>
    <message>
        <source>Library: quick start</source>
        <translation>라이브러리: 빠른 시작</translation>
    </message>
    <message>
        <source>Library: search</source>
        <translation>라이브러리: 검색</translation>
    </message>
    <message>
        <source>Library: download</source>
        <translation>라이브러리: 다운로드</translation>
    </message>
    <message>
        <source>Library: upload</source>
        <translation>라이브러리: 업로드</translation>
    </message>
    <message>
        <source>Model and dataset cards</source>
        <translation>모델 카드와 데이터셋 카드</translation>
    </message>
    <message>
        <source>Command line: hf</source>
        <translation>명령줄: hf</translation>
    </message>
    <message>
        <source>Library: reference</source>
        <translation>라이브러리: API 참고</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of transfers</source>
        <translation>전송 기록</translation>
    </message>
    <message>
        <source>Find by repository, file, folder or revision</source>
        <translation>저장소, 파일, 폴더, 리비전으로 찾기</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>기록에서 찾기</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>When</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Nothing found. What ends or leaves the list comes here.</source>
        <translation>찾은 것이 없습니다. 끝났거나 목록에서 뺀 전송이 여기에 남습니다.</translation>
    </message>
    <message>
        <source>Remove from history</source>
        <translation>기록에서 지우기</translation>
    </message>
    <message>
        <source>Download again…</source>
        <translation>다시 다운로드…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>{title}, {byline}, commit {commit}</source>
        <translation>{title}, {byline}, 커밋 {commit}</translation>
    </message>
    <message>
        <source>{who}, {when}</source>
        <translation>{who}, {when}</translation>
    </message>
</context>
<context>
    <name>HistoryTab</name>
    <message>
        <source>Commits</source>
        <translation>커밋</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Load older commits again</source>
        <translation>이전 커밋 다시 불러오기</translation>
    </message>
    <message>
        <source>Loading older commits…</source>
        <translation>이전 커밋을 불러오는 중…</translation>
    </message>
    <message>
        <source>Show the repository at this commit</source>
        <translation>이 커밋의 저장소 보기</translation>
    </message>
    <message>
        <source>Copy the commit id</source>
        <translation>커밋 ID 복사</translation>
    </message>
</context>
<context>
    <name>LeaveOutDialog</name>
    <message>
        <source>Leave {name} out of the download?</source>
        <translation>{name}을(를) 다운로드에서 뺄까요?</translation>
    </message>
    <message>
        <source>Leave {count} files out of the download?</source>
        <translation>파일 {count}개를 다운로드에서 뺄까요?</translation>
    </message>
    <message>
        <source>{size} that have arrived are deleted. To go on later, pause instead.</source>
        <translation>받은 {size}이(가) 삭제됩니다. 나중에 이어서 받으려면 일시정지하세요.</translation>
    </message>
    <message>
        <source>Keep downloading</source>
        <translation>계속 다운로드</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
    </message>
</context>
<context>
    <name>Limits</name>
    <message>
        <source>Limit</source>
        <translation>속도 제한</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>속도 제한</translation>
    </message>
    <message>
        <source>Speed limit of all transfers together</source>
        <translation>모든 전송을 합한 속도 제한</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>동시</translation>
    </message>
    <message>
        <source>Transfers at once</source>
        <translation>동시 전송 수</translation>
    </message>
    <message>
        <source>How many transfers run at the same time</source>
        <translation>동시에 진행할 전송 수</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Side panel</source>
        <translation>옆 패널</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>Practice Hub: its contents are made up, and nothing here reaches the real Hub.</source>
        <translation>연습 Hub: 내용은 지어낸 것이며, 여기서 한 일은 실제 Hub에 전해지지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>돌아가기</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>다시 불러오기</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>고치기</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 고르기</translation>
    </message>
    <message>
        <source>This repository was not found</source>
        <translation>저장소를 찾을 수 없습니다</translation>
    </message>
    <message>
        <source>It may have been renamed, deleted or made private. Nothing on this computer was changed.</source>
        <translation>이름이 바뀌었거나, 삭제되었거나, 비공개가 되었을 수 있습니다. 이 컴퓨터에서 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>This revision does not exist</source>
        <translation>없는 리비전입니다</translation>
    </message>
    <message>
        <source>The branch, tag or commit is not in the repository. The repository itself is fine.</source>
        <translation>이 저장소에 그런 브랜치, 태그, 커밋이 없습니다. 저장소 자체는 문제가 없습니다.</translation>
    </message>
    <message>
        <source>This file is not in the repository</source>
        <translation>저장소에 없는 파일입니다</translation>
    </message>
    <message>
        <source>It may have been moved or deleted in a newer commit. Everything else is still there.</source>
        <translation>더 새로운 커밋에서 옮겨졌거나 삭제되었을 수 있습니다. 나머지는 그대로 있습니다.</translation>
    </message>
    <message>
        <source>The owner asks for consent first</source>
        <translation>소유자가 먼저 동의를 요청합니다</translation>
    </message>
    <message>
        <source>The files open once you have accepted the terms on the repository&apos;s page.</source>
        <translation>저장소 페이지에서 약관에 동의하면 파일을 열 수 있습니다.</translation>
    </message>
    <message>
        <source>The Hub has disabled this repository</source>
        <translation>Hub가 이 저장소를 사용 중지했습니다</translation>
    </message>
    <message>
        <source>Its files cannot be fetched. Copies on this computer stay usable.</source>
        <translation>파일을 가져올 수 없습니다. 이 컴퓨터에 있는 사본은 계속 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>The Hub wants to know who you are</source>
        <translation>Hub가 로그인을 요구합니다</translation>
    </message>
    <message>
        <source>You are not signed in, or the token is no longer valid. Nothing was sent or changed.</source>
        <translation>로그인하지 않았거나 토큰이 더 이상 유효하지 않습니다. 보내거나 바꾼 것은 없습니다.</translation>
    </message>
    <message>
        <source>This account has no access</source>
        <translation>이 계정에는 접근 권한이 없습니다</translation>
    </message>
    <message>
        <source>The token lacks the permission that this needs. Nothing was changed.</source>
        <translation>토큰에 필요한 권한이 없습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>This needs a paid plan or more storage</source>
        <translation>유료 요금제나 더 많은 저장 공간이 필요합니다</translation>
    </message>
    <message>
        <source>The Hub refused for the account&apos;s plan. Nothing was changed or charged.</source>
        <translation>계정의 요금제 때문에 Hub가 거절했습니다. 바뀌거나 청구된 것은 없습니다.</translation>
    </message>
    <message>
        <source>This exists on the Hub already</source>
        <translation>Hub에 이미 있습니다</translation>
    </message>
    <message>
        <source>Nothing was replaced. Choose another name, or work with what is there.</source>
        <translation>덮어쓴 것은 없습니다. 다른 이름을 고르거나 이미 있는 것을 사용하세요.</translation>
    </message>
    <message>
        <source>The repository has changed meanwhile</source>
        <translation>그사이 저장소가 바뀌었습니다</translation>
    </message>
    <message>
        <source>Someone committed after you loaded it. Nothing was overwritten, your work is kept.</source>
        <translation>불러온 뒤에 누군가 커밋했습니다. 덮어쓴 것은 없으며 작업한 내용은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>This is larger than allowed</source>
        <translation>허용된 크기를 넘습니다</translation>
    </message>
    <message>
        <source>It exceeds a limit, so it was left alone. Nothing was changed.</source>
        <translation>제한을 넘어서 손대지 않았습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>The Hub did not understand the request</source>
        <translation>Hub가 요청을 이해하지 못했습니다</translation>
    </message>
    <message>
        <source>It refused without changing anything. A filter or a value may not be allowed.</source>
        <translation>아무것도 바꾸지 않고 거절했습니다. 허용되지 않는 필터나 값일 수 있습니다.</translation>
    </message>
    <message>
        <source>The Hub asks for a short break</source>
        <translation>Hub가 잠시 쉬어 달라고 합니다</translation>
    </message>
    <message>
        <source>There were many requests in a few minutes. Transfers that are under way are not affected.</source>
        <translation>몇 분 사이에 요청이 많았습니다. 진행 중인 전송에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>The Hub could not answer</source>
        <translation>Hub가 답하지 못했습니다</translation>
    </message>
    <message>
        <source>Its server had a problem. Nothing was changed. It often helps to try again in a moment.</source>
        <translation>서버에 문제가 있었습니다. 바뀐 것은 없습니다. 잠시 뒤 다시 시도하면 대개 해결됩니다.</translation>
    </message>
    <message>
        <source>The answer did not come from a Hub</source>
        <translation>Hub가 보낸 답이 아닙니다</translation>
    </message>
    <message>
        <source>A sign-in page of the network or a wrong address can cause this. Nothing was changed.</source>
        <translation>네트워크 로그인 페이지나 잘못된 주소가 원인일 수 있습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>The server asked for something unsafe</source>
        <translation>서버가 안전하지 않은 것을 요구했습니다</translation>
    </message>
    <message>
        <source>HubDesk stopped before anything was written or any token was sent.</source>
        <translation>아무것도 쓰지 않고 토큰도 보내지 않은 채 멈추었습니다.</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>네트워크에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>The Hub cannot be reached. What is on this computer stays usable; transfers go on by themselves.</source>
        <translation>Hub에 연결할 수 없습니다. 이 컴퓨터에 있는 것은 계속 쓸 수 있으며, 전송은 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>The Hub took too long</source>
        <translation>Hub의 답이 너무 늦습니다</translation>
    </message>
    <message>
        <source>No answer came in time. Nothing was changed. The network may be slow just now.</source>
        <translation>제시간에 답이 오지 않았습니다. 바뀐 것은 없습니다. 지금 네트워크가 느릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The connection is not secure</source>
        <translation>안전한 연결이 아닙니다</translation>
    </message>
    <message>
        <source>The server&apos;s certificate cannot be trusted, so nothing was sent. A company proxy or a wrong clock can cause this.</source>
        <translation>서버의 인증서를 믿을 수 없어 아무것도 보내지 않았습니다. 회사 프록시나 틀린 시계가 원인일 수 있습니다.</translation>
    </message>
    <message>
        <source>The proxy refused</source>
        <translation>프록시가 거절했습니다</translation>
    </message>
    <message>
        <source>The Hub was not reached through it. Nothing was changed. Check the proxy settings.</source>
        <translation>프록시를 거쳐 Hub에 닿지 못했습니다. 바뀐 것은 없습니다. 프록시 설정을 확인하세요.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>디스크가 가득 찼습니다</translation>
    </message>
    <message>
        <source>What has arrived is kept. Free some space, then go on from there.</source>
        <translation>받은 만큼은 보관됩니다. 공간을 비운 뒤 이어서 진행하세요.</translation>
    </message>
    <message>
        <source>This place cannot be written</source>
        <translation>이 위치에는 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The system does not allow it. Nothing was changed. Another folder may do.</source>
        <translation>시스템이 허용하지 않습니다. 바뀐 것은 없습니다. 다른 폴더를 골라 보세요.</translation>
    </message>
    <message>
        <source>A path is too long for this system</source>
        <translation>이 시스템에서는 경로가 너무 깁니다</translation>
    </message>
    <message>
        <source>Nothing was written there. A folder with a shorter path helps.</source>
        <translation>그곳에 쓴 것은 없습니다. 경로가 더 짧은 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>There is a different file of this name</source>
        <translation>같은 이름의 다른 파일이 있습니다</translation>
    </message>
    <message>
        <source>It was left as it is. Choose another folder, or agree to replace it.</source>
        <translation>그 파일은 그대로 두었습니다. 다른 폴더를 고르거나 바꾸는 데 동의하세요.</translation>
    </message>
    <message>
        <source>The folder is no longer there</source>
        <translation>폴더가 더 이상 없습니다</translation>
    </message>
    <message>
        <source>It was moved, deleted, or its drive was taken out. Connect it again, then go on.</source>
        <translation>옮겨졌거나 삭제되었거나 드라이브가 분리되었습니다. 다시 연결한 뒤 이어서 진행하세요.</translation>
    </message>
    <message>
        <source>The content does not match its checksum</source>
        <translation>내용이 체크섬과 다릅니다</translation>
    </message>
    <message>
        <source>The damaged copy is not used. Fetching it again usually repairs it.</source>
        <translation>손상된 사본은 사용하지 않습니다. 다시 받으면 대개 해결됩니다.</translation>
    </message>
    <message>
        <source>The system keyring is not available</source>
        <translation>시스템 키링을 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>A token is kept for this session only and is never written to a file.</source>
        <translation>토큰은 이번 세션에만 보관하며 파일에 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>The transfer helper stopped</source>
        <translation>전송 도우미가 멈추었습니다</translation>
    </message>
    <message>
        <source>What has arrived is kept, and it goes on from there.</source>
        <translation>받은 만큼은 보관되며, 거기서부터 이어집니다.</translation>
    </message>
    <message>
        <source>This is not the name of a repository</source>
        <translation>저장소 이름이 아닙니다</translation>
    </message>
    <message>
        <source>A name looks like “owner/name”. Nothing was sent.</source>
        <translation>이름은 ‘소유자/이름’ 모양입니다. 보낸 것은 없습니다.</translation>
    </message>
    <message>
        <source>This address names no repository of this Hub</source>
        <translation>이 Hub의 저장소 주소가 아닙니다</translation>
    </message>
    <message>
        <source>It was not opened. Copy the address of a model, dataset or Space page.</source>
        <translation>열지 않았습니다. 모델, 데이터셋, Space 페이지의 주소를 복사하세요.</translation>
    </message>
    <message>
        <source>This pattern cannot be used</source>
        <translation>쓸 수 없는 패턴입니다</translation>
    </message>
    <message>
        <source>Patterns look like “*.safetensors” or “onnx/*”. Nothing was started.</source>
        <translation>패턴은 ‘*.safetensors’나 ‘onnx/*’ 모양입니다. 시작한 것은 없습니다.</translation>
    </message>
    <message>
        <source>The card cannot be read completely</source>
        <translation>카드를 다 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Its metadata has a mistake. The text is shown as far as possible, nothing is lost.</source>
        <translation>메타데이터에 잘못이 있습니다. 읽을 수 있는 만큼 보여 드리며, 잃은 것은 없습니다.</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>파일을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>It is not what its name says, or it is damaged. It was left as it is.</source>
        <translation>이름과 다른 형식이거나 손상되었습니다. 파일은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Something went wrong in HubDesk</source>
        <translation>HubDesk에 문제가 생겼습니다</translation>
    </message>
    <message>
        <source>This is our mistake. Your files are as they were. The details help to repair it.</source>
        <translation>HubDesk의 잘못입니다. 파일은 그대로입니다. 자세한 내용을 알려 주시면 고치는 데 도움이 됩니다.</translation>
    </message>
</context>
<context>
    <name>Metadata</name>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>SDK</source>
        <translation>SDK</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>기반 모델</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>데이터셋</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>평가 지표</translation>
    </message>
</context>
<context>
    <name>MetadataRow</name>
    <message>
        <source>{key}: {value}</source>
        <translation>{key}: {value}</translation>
    </message>
    <message>
        <source>Open it, or search by it</source>
        <translation>열거나 이것으로 검색</translation>
    </message>
    <message>
        <source>Search for {tag}</source>
        <translation>{tag} 검색</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} 열기</translation>
    </message>
    <message>
        <source>Search by {name}</source>
        <translation>{name}(으)로 검색</translation>
    </message>
</context>
<context>
    <name>MoreMenu</name>
    <message>
        <source>Open on the Hub</source>
        <translation>Hub에서 열기</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>링크 복사</translation>
    </message>
</context>
<context>
    <name>NewFileDialog</name>
    <message>
        <source>Upload a picture as a new file</source>
        <translation>그림을 새 파일로 올리기</translation>
    </message>
    <message>
        <source>Upload text as a new file</source>
        <translation>텍스트를 새 파일로 올리기</translation>
    </message>
    <message>
        <source>Name in the repository</source>
        <translation>저장소에서의 이름</translation>
    </message>
    <message>
        <source>Content of the file</source>
        <translation>파일 내용</translation>
    </message>
    <message>
        <source>Write or paste the content here</source>
        <translation>여기에 내용을 쓰거나 붙여 넣으세요</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Give it a name, such as notes.md.</source>
        <translation>notes.md처럼 이름을 지어 주세요.</translation>
    </message>
    <message>
        <source>No file in a repository can be called this.</source>
        <translation>저장소의 파일 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no content yet.</source>
        <translation>아직 내용이 없습니다.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
</context>
<context>
    <name>PageActions</name>
    <message>
        <source>Copied {text}</source>
        <translation>복사했습니다: {text}</translation>
    </message>
</context>
<context>
    <name>ParameterSection</name>
    <message>
        <source>Parameters: {range}</source>
        <translation>파라미터: {range}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>~</translation>
    </message>
    <message>
        <source>500M</source>
        <translation>500M</translation>
    </message>
    <message>
        <source>Fewest parameters</source>
        <translation>최소 파라미터 수</translation>
    </message>
    <message>
        <source>8B</source>
        <translation>8B</translation>
    </message>
    <message>
        <source>Most parameters</source>
        <translation>최대 파라미터 수</translation>
    </message>
    <message>
        <source>Write a number such as 7B or 500M, the smaller one first.</source>
        <translation>7B나 500M처럼 적고, 작은 값을 먼저 적어 주세요.</translation>
    </message>
</context>
<context>
    <name>PlanFilesModel</name>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>to download</source>
        <translation>받을 파일</translation>
    </message>
    <message>
        <source>already here</source>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>{size} here</source>
        <translation>{size} 있음</translation>
    </message>
    <message>
        <source>another file</source>
        <translation>다른 파일</translation>
    </message>
</context>
<context>
    <name>PlanFooter</name>
    <message>
        <source>Show code</source>
        <translation>코드 보기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Start download</source>
        <translation>다운로드 시작</translation>
    </message>
    <message>
        <source>Everything is here already</source>
        <translation>모두 이미 있습니다</translation>
    </message>
    <message>
        <source>{size} to download in {files}</source>
        <translation>{files}, {size} 다운로드</translation>
    </message>
    <message>
        <source>Does not fit: {free} are free there, {missing} are missing</source>
        <translation>공간이 부족합니다. 남은 공간 {free}, 부족한 공간 {missing}</translation>
    </message>
    <message>
        <source>{here} already here · {free} free there</source>
        <translation>{here} 이미 있음 · 남은 공간 {free}</translation>
    </message>
    <message>
        <source>{free} free there</source>
        <translation>남은 공간 {free}</translation>
    </message>
    <message>
        <source>No file is chosen</source>
        <translation>선택한 파일이 없습니다</translation>
    </message>
    <message>
        <source>There is not enough space on that disk</source>
        <translation>디스크 공간이 부족합니다</translation>
    </message>
</context>
<context>
    <name>PlanNotes</name>
    <message>
        <source>Ask for access</source>
        <translation>접근 요청</translation>
    </message>
    <message>
        <source>Ask for access on the repository&apos;s page</source>
        <translation>저장소 페이지에서 접근 요청</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Remove unfinished downloads of other programs</source>
        <translation>다른 프로그램의 미완료 다운로드 제거</translation>
    </message>
    <message>
        <source>You have no access yet. The download waits and starts once it is granted.</source>
        <translation>아직 접근 권한이 없습니다. 다운로드는 기다렸다가 허가되면 시작됩니다.</translation>
    </message>
    <message>
        <source>Another program is downloading some of these files right now.</source>
        <translation>다른 프로그램이 지금 이 파일 중 일부를 내려받고 있습니다.</translation>
    </message>
    <message>
        <source>{size} of unfinished downloads by other programs found: what fits is used.</source>
        <translation>다른 프로그램의 미완료 다운로드 {size}를 찾았습니다. 맞는 것은 이어서 사용합니다.</translation>
    </message>
</context>
<context>
    <name>PlanOptions</name>
    <message>
        <source>Download to</source>
        <translation>다운로드할 곳</translation>
    </message>
    <message>
        <source>Hugging Face cache</source>
        <translation>Hugging Face 캐시</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Where transformers and other libraries look for it</source>
        <translation>transformers 등의 라이브러리가 찾는 위치입니다</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 고르기</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>리비전</translation>
    </message>
    <message>
        <source>Only files like</source>
        <translation>포함할 파일 패턴</translation>
    </message>
    <message>
        <source>Without files like</source>
        <translation>제외할 파일 패턴</translation>
    </message>
    <message>
        <source>A branch, a tag, a pull request such as refs/pr/1, or a commit</source>
        <translation>브랜치, 태그, refs/pr/1 같은 풀 리퀘스트 또는 커밋</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>{repo} · {size}</source>
        <translation>{repo} · {size}</translation>
    </message>
    <message>
        <source>Content of {name}</source>
        <translation>{name}의 내용</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message>
        <source>Quit HubDesk</source>
        <translation>HubDesk 종료</translation>
    </message>
    <message>
        <source>A transfer is under way</source>
        <translation>전송이 진행 중입니다</translation>
    </message>
    <message>
        <source>{count} transfers are under way</source>
        <translation>전송 {count}개가 진행 중입니다</translation>
    </message>
    <message>
        <source>Pause: they stay paused until you resume them, and what has arrived is kept.</source>
        <translation>일시정지: 다시 시작할 때까지 멈춰 있고, 받은 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Stop: they go on by themselves when HubDesk is opened again.</source>
        <translation>중단: HubDesk를 다시 열면 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>Keep running: the window goes, and they go on in the tray.</source>
        <translation>계속 실행: 창은 닫히고 전송은 트레이에서 이어집니다.</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>계속 실행</translation>
    </message>
    <message>
        <source>Remember my choice</source>
        <translation>선택 기억하기</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>중단하고 종료</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>머무르기</translation>
    </message>
    <message>
        <source>Pause and quit</source>
        <translation>일시정지하고 종료</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Activities</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>찾아보기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
</context>
<context>
    <name>RecentSearches</name>
    <message>
        <source>Recent searches</source>
        <translation>최근 검색</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>기록 지우기</translation>
    </message>
    <message>
        <source>Forget recent searches</source>
        <translation>최근 검색 기록 지우기</translation>
    </message>
    <message>
        <source>Search for {text}</source>
        <translation>{text} 검색</translation>
    </message>
</context>
<context>
    <name>ResultsArea</name>
    <message>
        <source>Search results</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>RevisionModel</name>
    <message>
        <source>Branches</source>
        <translation>브랜치</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Pull requests</source>
        <translation>풀 리퀘스트</translation>
    </message>
    <message>
        <source>Commit {commit}</source>
        <translation>커밋 {commit}</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>커밋</translation>
    </message>
    <message>
        <source>Pull request {number}</source>
        <translation>풀 리퀘스트 {number}</translation>
    </message>
</context>
<context>
    <name>RevisionPopup</name>
    <message>
        <source>Loading branches and tags…</source>
        <translation>브랜치와 태그를 불러오는 중…</translation>
    </message>
    <message>
        <source>Branch, tag, pull request or commit</source>
        <translation>브랜치, 태그, 풀 리퀘스트, 커밋</translation>
    </message>
    <message>
        <source>Find a branch, tag, pull request or commit</source>
        <translation>브랜치, 태그, 풀 리퀘스트, 커밋 찾기</translation>
    </message>
    <message>
        <source>Branches, tags and pull requests</source>
        <translation>브랜치, 태그, 풀 리퀘스트</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Nothing matches. A commit needs at least 7 digits of its id.</source>
        <translation>맞는 것이 없습니다. 커밋은 ID를 7자리 이상 입력하세요.</translation>
    </message>
</context>
<context>
    <name>RevisionSelector</name>
    <message>
        <source>Revision {revision}</source>
        <translation>리비전 {revision}</translation>
    </message>
    <message>
        <source>Show another branch, tag, pull request or commit</source>
        <translation>다른 브랜치, 태그, 풀 리퀘스트, 커밋 보기</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>새 탭에서 열기</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>Open on the Hub</source>
        <translation>Hub에서 열기</translation>
    </message>
    <message>
        <source>Search everything by {author}</source>
        <translation>{author}의 모든 항목 검색</translation>
    </message>
</context>
<context>
    <name>SearchCounts</name>
    <message>
        <source>Without network</source>
        <translation>네트워크 없음</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>모델 1개</translation>
    </message>
    <message>
        <source>1 dataset</source>
        <translation>데이터셋 1개</translation>
    </message>
    <message>
        <source>1 Space</source>
        <translation>스페이스 1개</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>모델 {count}개</translation>
    </message>
    <message>
        <source>{count} datasets</source>
        <translation>데이터셋 {count}개</translation>
    </message>
    <message>
        <source>{count} Spaces</source>
        <translation>스페이스 {count}개</translation>
    </message>
    <message>
        <source>more than {count} models</source>
        <translation>{count}개가 넘는 모델</translation>
    </message>
    <message>
        <source>more than {count} datasets</source>
        <translation>{count}개가 넘는 데이터셋</translation>
    </message>
    <message>
        <source>more than {count} Spaces</source>
        <translation>{count}개가 넘는 스페이스</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
</context>
<context>
    <name>SearchHeader</name>
    <message>
        <source>Search models, datasets, Spaces…</source>
        <translation>모델, 데이터셋, 스페이스 검색…</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>Hub 검색</translation>
    </message>
    <message>
        <source>Words, a Hub address, or hf://owner/name</source>
        <translation>검색어, Hub 주소 또는 hf://소유자/이름</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filters, {count} in force</source>
        <translation>필터, {count}개 적용 중</translation>
    </message>
</context>
<context>
    <name>SearchLabels</name>
    <message>
        <source>Trained on dataset</source>
        <translation>학습 데이터셋</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>파라미터</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>App that runs it</source>
        <translation>실행 앱</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>접근</translation>
    </message>
    <message>
        <source>Dataset used</source>
        <translation>사용한 데이터셋</translation>
    </message>
    <message>
        <source>Model used</source>
        <translation>사용한 모델</translation>
    </message>
    <message>
        <source>Author or organisation</source>
        <translation>작성자 또는 조직</translation>
    </message>
    <message>
        <source>Size in rows</source>
        <translation>행 수</translation>
    </message>
    <message>
        <source>SDK</source>
        <translation>SDK</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Trending</source>
        <translation>인기 급상승</translation>
    </message>
    <message>
        <source>Most downloads</source>
        <translation>다운로드순</translation>
    </message>
    <message>
        <source>Most likes</source>
        <translation>좋아요순</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>최신순</translation>
    </message>
    <message>
        <source>Recently updated</source>
        <translation>최근 업데이트순</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>데이터셋</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>스페이스</translation>
    </message>
    <message>
        <source>Only gated</source>
        <translation>승인 필요만</translation>
    </message>
    <message>
        <source>Only open</source>
        <translation>공개만</translation>
    </message>
    <message>
        <source>by {author}</source>
        <translation>작성자 {author}</translation>
    </message>
    <message>
        <source>without {filter} · {count}</source>
        <translation>{filter} 제외 · {count}</translation>
    </message>
    <message>
        <source>Frequent</source>
        <translation>자주 쓰임</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>그 밖의 모두</translation>
    </message>
    <message>
        <source>Multimodal</source>
        <translation>멀티모달</translation>
    </message>
    <message>
        <source>Computer vision</source>
        <translation>컴퓨터 비전</translation>
    </message>
    <message>
        <source>Natural language</source>
        <translation>자연어</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>오디오</translation>
    </message>
    <message>
        <source>Tables and time series</source>
        <translation>표와 시계열</translation>
    </message>
    <message>
        <source>Reinforcement learning</source>
        <translation>강화 학습</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
</context>
<context>
    <name>SearchPages</name>
    <message>
        <source>Check the spelling, use fewer words, or look among the others.</source>
        <translation>철자를 확인하거나, 검색어를 줄이거나, 다른 종류에서 찾아보세요.</translation>
    </message>
    <message>
        <source>Take one away, or search among the other types.</source>
        <translation>필터를 하나 빼거나 다른 종류에서 검색해 보세요.</translation>
    </message>
    <message>
        <source>No model matches all filters</source>
        <translation>모든 필터에 맞는 모델이 없습니다</translation>
    </message>
    <message>
        <source>No dataset matches all filters</source>
        <translation>모든 필터에 맞는 데이터셋이 없습니다</translation>
    </message>
    <message>
        <source>No Space matches all filters</source>
        <translation>모든 필터에 맞는 스페이스가 없습니다</translation>
    </message>
    <message>
        <source>No model matches these words</source>
        <translation>검색어에 맞는 모델이 없습니다</translation>
    </message>
    <message>
        <source>No dataset matches these words</source>
        <translation>검색어에 맞는 데이터셋이 없습니다</translation>
    </message>
    <message>
        <source>No Space matches these words</source>
        <translation>검색어에 맞는 스페이스가 없습니다</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Search in {type}</source>
        <translation>{type}에서 검색</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>다시 검색</translation>
    </message>
    <message>
        <source>Nothing was changed. You can search again whenever you like.</source>
        <translation>바뀐 것은 없습니다. 언제든지 다시 검색할 수 있습니다.</translation>
    </message>
    <message>
        <source>The search was stopped</source>
        <translation>검색을 멈췄습니다</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>Hub 검색</translation>
    </message>
    <message>
        <source>Filter the results</source>
        <translation>결과 필터링</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>필터 모두 지우기</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>다시 검색</translation>
    </message>
    <message>
        <source>Press Enter to open this address.</source>
        <translation>Enter 키를 누르면 이 주소를 엽니다.</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>More results are on the way.</source>
        <translation>결과를 더 불러오고 있습니다.</translation>
    </message>
    <message>
        <source>More results could not be loaded. Click to try again.</source>
        <translation>결과를 더 불러오지 못했습니다. 클릭하면 다시 시도합니다.</translation>
    </message>
</context>
<context>
    <name>SearchRow</name>
    <message>
        <source>on this computer</source>
        <translation>이 컴퓨터에 있음</translation>
    </message>
    <message>
        <source>needs network</source>
        <translation>네트워크 필요</translation>
    </message>
    <message>
        <source>private</source>
        <translation>비공개</translation>
    </message>
    <message>
        <source>gated</source>
        <translation>승인 필요</translation>
    </message>
    <message>
        <source>updated {ago}</source>
        <translation>{ago} 업데이트</translation>
    </message>
    <message>
        <source>Model {name}.</source>
        <translation>모델 {name}.</translation>
    </message>
    <message>
        <source>Dataset {name}.</source>
        <translation>데이터셋 {name}.</translation>
    </message>
    <message>
        <source>Space {name}.</source>
        <translation>스페이스 {name}.</translation>
    </message>
    <message>
        <source>Its id is {id}.</source>
        <translation>ID는 {id}.</translation>
    </message>
    <message>
        <source>Task: {task}.</source>
        <translation>작업: {task}.</translation>
    </message>
    <message>
        <source>{count} parameters.</source>
        <translation>파라미터 {count}개.</translation>
    </message>
    <message>
        <source>{count} downloads in the last month.</source>
        <translation>지난달 다운로드 {count}회.</translation>
    </message>
    <message>
        <source>Size: {size}.</source>
        <translation>크기: {size}.</translation>
    </message>
    <message>
        <source>{count} likes.</source>
        <translation>좋아요 {count}개.</translation>
    </message>
    <message>
        <source>fewer than {count} rows</source>
        <translation>{count}행 미만</translation>
    </message>
    <message>
        <source>more than {count} rows</source>
        <translation>{count}행 초과</translation>
    </message>
    <message>
        <source>{low} – {high} rows</source>
        <translation>{low} – {high}행</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>sleeping</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>building</source>
        <translation>빌드 중</translation>
    </message>
    <message>
        <source>build failed</source>
        <translation>빌드 실패</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>비정상 종료</translation>
    </message>
    <message>
        <source>configuration error</source>
        <translation>구성 오류</translation>
    </message>
    <message>
        <source>no app file</source>
        <translation>앱 파일 없음</translation>
    </message>
    <message>
        <source>{format} · pickle</source>
        <translation>{format} · pickle</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>설정 찾기</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Of every text in the window, at once.</source>
        <translation>창의 모든 글이 바로 바뀝니다.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it.</source>
        <translation>밝게, 어둡게, 또는 시스템 설정을 따릅니다.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Reading and privacy</source>
        <translation>읽기와 개인 정보</translation>
    </message>
    <message>
        <source>Pictures in cards</source>
        <translation>카드의 그림</translation>
    </message>
    <message>
        <source>A picture from elsewhere tells its server that you read the card.</source>
        <translation>다른 곳의 그림을 불러오면 그 서버가 카드를 읽은 것을 알게 됩니다.</translation>
    </message>
    <message>
        <source>From the Hub only</source>
        <translation>Hub의 그림만</translation>
    </message>
    <message>
        <source>From everywhere</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>불러오지 않음</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>최근 검색</translation>
    </message>
    <message>
        <source>They are kept on this computer, for the search field&apos;s suggestions.</source>
        <translation>검색 제안을 위해 이 컴퓨터에만 보관합니다.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>Download to</source>
        <translation>다운로드할 곳</translation>
    </message>
    <message>
        <source>In the cache, transformers and hf find the files by themselves.</source>
        <translation>캐시에 두면 transformers와 hf가 파일을 저절로 찾습니다.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Offered first when you download to a folder.</source>
        <translation>폴더로 다운로드할 때 먼저 제안합니다.</translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation>속도 제한</translation>
    </message>
    <message>
        <source>For all transfers together.</source>
        <translation>모든 전송을 합한 속도입니다.</translation>
    </message>
    <message>
        <source>Transfers at once</source>
        <translation>동시 전송 수</translation>
    </message>
    <message>
        <source>The others wait for their turn.</source>
        <translation>나머지는 차례를 기다립니다.</translation>
    </message>
    <message>
        <source>The Hugging Face cache</source>
        <translation>Hugging Face 캐시</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>No setting says that</source>
        <translation>맞는 설정이 없습니다</translation>
    </message>
    <message>
        <source>Try another word, or clear the field.</source>
        <translation>다른 말로 찾거나 검색어를 지우세요.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Move in a list</source>
        <translation>목록에서 이동</translation>
    </message>
    <message>
        <source>Open what is chosen</source>
        <translation>고른 것 열기</translation>
    </message>
    <message>
        <source>Take away a filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>메뉴 막대</translation>
    </message>
</context>
<context>
    <name>SnippetsDialog</name>
    <message>
        <source>Use this model</source>
        <translation>이 모델 사용</translation>
    </message>
    <message>
        <source>Use this dataset</source>
        <translation>이 데이터셋 사용</translation>
    </message>
    <message>
        <source>Use this Space</source>
        <translation>이 Space 사용</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
</context>
<context>
    <name>SortSelector</name>
    <message>
        <source>Sort by</source>
        <translation>정렬 기준</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>Speed of the last minute</source>
        <translation>최근 1분의 속도</translation>
    </message>
</context>
<context>
    <name>StateLoading</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>불러오기 중지</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>불러오는 중</translation>
    </message>
    <message>
        <source>Asking the Hub · {seconds} s</source>
        <translation>Hub에 묻는 중 · {seconds}초</translation>
    </message>
</context>
<context>
    <name>StatePage</name>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>그만 기다리기</translation>
    </message>
    <message>
        <source>HubDesk goes on by itself in {time}. Transfers that are under way are not affected.</source>
        <translation>{time} 뒤에 저절로 이어집니다. 진행 중인 전송에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>Looks again in {time}</source>
        <translation>{time} 뒤에 다시 확인합니다</translation>
    </message>
    <message>
        <source>HubDesk does not try again by itself.</source>
        <translation>저절로 다시 시도하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Looks again in {time}</source>
        <translation>{time} 후 다시 확인</translation>
    </message>
    <message>
        <source>Goes on by itself in {time}</source>
        <translation>{time} 후 자동으로 계속</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>기다리지 않기</translation>
    </message>
    <message>
        <source>Stopped. These are the results of before.</source>
        <translation>멈췄습니다. 이전 결과를 보여 드립니다.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>다시 검색</translation>
    </message>
    <message>
        <source>Asking the Hub · {seconds} s</source>
        <translation>Hub에 묻는 중 · {seconds}초</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Practice Hub on this computer</source>
        <translation>이 컴퓨터의 연습 Hub</translation>
    </message>
    <message>
        <source>{shortcut}  Commands</source>
        <translation>{shortcut}  명령 찾기</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>모든 명령</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>로그인함</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>로그인하지 않음</translation>
    </message>
    <message>
        <source>Token in the system keyring</source>
        <translation>토큰: 시스템 키링</translation>
    </message>
    <message>
        <source>Token for this session only</source>
        <translation>토큰: 이번 세션에만</translation>
    </message>
    <message>
        <source>The system keyring is locked</source>
        <translation>시스템 키링이 잠겨 있음</translation>
    </message>
    <message>
        <source>The system keyring does not answer</source>
        <translation>시스템 키링이 응답하지 않음</translation>
    </message>
</context>
<context>
    <name>TabRow</name>
    <message>
        <source>Details</source>
        <translation>상세 정보</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>카드</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>History</source>
        <translation>기록</translation>
    </message>
</context>
<context>
    <name>TagRow</name>
    <message>
        <source>Search for {tag}</source>
        <translation>{tag} 검색</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Any to any</source>
        <translation>무엇이든 변환</translation>
    </message>
    <message>
        <source>Audio classification</source>
        <translation>오디오 분류</translation>
    </message>
    <message>
        <source>Audio and text to text</source>
        <translation>오디오·텍스트에서 텍스트로</translation>
    </message>
    <message>
        <source>Audio to audio</source>
        <translation>오디오 변환</translation>
    </message>
    <message>
        <source>Automatic speech recognition</source>
        <translation>음성 인식</translation>
    </message>
    <message>
        <source>Depth estimation</source>
        <translation>깊이 추정</translation>
    </message>
    <message>
        <source>Document question answering</source>
        <translation>문서 질의응답</translation>
    </message>
    <message>
        <source>Feature extraction</source>
        <translation>특징 추출</translation>
    </message>
    <message>
        <source>Fill mask</source>
        <translation>빈칸 채우기</translation>
    </message>
    <message>
        <source>Graph machine learning</source>
        <translation>그래프 머신러닝</translation>
    </message>
    <message>
        <source>Image classification</source>
        <translation>이미지 분류</translation>
    </message>
    <message>
        <source>Image feature extraction</source>
        <translation>이미지 특징 추출</translation>
    </message>
    <message>
        <source>Image segmentation</source>
        <translation>이미지 분할</translation>
    </message>
    <message>
        <source>Image and text to image</source>
        <translation>이미지·텍스트에서 이미지로</translation>
    </message>
    <message>
        <source>Image and text to text</source>
        <translation>이미지·텍스트에서 텍스트로</translation>
    </message>
    <message>
        <source>Image and text to video</source>
        <translation>이미지·텍스트에서 비디오로</translation>
    </message>
    <message>
        <source>Image to 3D</source>
        <translation>이미지에서 3D로</translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation>이미지 변환</translation>
    </message>
    <message>
        <source>Image to text</source>
        <translation>이미지에서 텍스트로</translation>
    </message>
    <message>
        <source>Image to video</source>
        <translation>이미지에서 비디오로</translation>
    </message>
    <message>
        <source>Keypoint detection</source>
        <translation>키포인트 검출</translation>
    </message>
    <message>
        <source>Mask generation</source>
        <translation>마스크 생성</translation>
    </message>
    <message>
        <source>Multiple choice</source>
        <translation>객관식</translation>
    </message>
    <message>
        <source>Object detection</source>
        <translation>객체 검출</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Question answering</source>
        <translation>질의응답</translation>
    </message>
    <message>
        <source>Reinforcement learning</source>
        <translation>강화 학습</translation>
    </message>
    <message>
        <source>Robotics</source>
        <translation>로보틱스</translation>
    </message>
    <message>
        <source>Sentence similarity</source>
        <translation>문장 유사도</translation>
    </message>
    <message>
        <source>Summarization</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Table question answering</source>
        <translation>표 질의응답</translation>
    </message>
    <message>
        <source>Table to text</source>
        <translation>표에서 텍스트로</translation>
    </message>
    <message>
        <source>Tabular classification</source>
        <translation>표 데이터 분류</translation>
    </message>
    <message>
        <source>Tabular regression</source>
        <translation>표 데이터 회귀</translation>
    </message>
    <message>
        <source>Tabular to text</source>
        <translation>표 데이터에서 텍스트로</translation>
    </message>
    <message>
        <source>Text classification</source>
        <translation>텍스트 분류</translation>
    </message>
    <message>
        <source>Text generation</source>
        <translation>텍스트 생성</translation>
    </message>
    <message>
        <source>Text ranking</source>
        <translation>텍스트 순위 매기기</translation>
    </message>
    <message>
        <source>Text retrieval</source>
        <translation>텍스트 검색</translation>
    </message>
    <message>
        <source>Text to 3D</source>
        <translation>텍스트에서 3D로</translation>
    </message>
    <message>
        <source>Text to audio</source>
        <translation>텍스트에서 오디오로</translation>
    </message>
    <message>
        <source>Text to image</source>
        <translation>텍스트에서 이미지로</translation>
    </message>
    <message>
        <source>Text to speech</source>
        <translation>음성 합성</translation>
    </message>
    <message>
        <source>Text to video</source>
        <translation>텍스트에서 비디오로</translation>
    </message>
    <message>
        <source>Time series forecasting</source>
        <translation>시계열 예측</translation>
    </message>
    <message>
        <source>Token classification</source>
        <translation>토큰 분류</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>번역</translation>
    </message>
    <message>
        <source>Unconditional image generation</source>
        <translation>조건 없는 이미지 생성</translation>
    </message>
    <message>
        <source>Video classification</source>
        <translation>비디오 분류</translation>
    </message>
    <message>
        <source>Video and text to text</source>
        <translation>비디오·텍스트에서 텍스트로</translation>
    </message>
    <message>
        <source>Video to video</source>
        <translation>비디오 변환</translation>
    </message>
    <message>
        <source>Visual document retrieval</source>
        <translation>시각 문서 검색</translation>
    </message>
    <message>
        <source>Visual question answering</source>
        <translation>시각 질의응답</translation>
    </message>
    <message>
        <source>Voice activity detection</source>
        <translation>음성 구간 검출</translation>
    </message>
    <message>
        <source>Zero-shot classification</source>
        <translation>제로샷 분류</translation>
    </message>
    <message>
        <source>Zero-shot image classification</source>
        <translation>제로샷 이미지 분류</translation>
    </message>
    <message>
        <source>Zero-shot object detection</source>
        <translation>제로샷 객체 검출</translation>
    </message>
</context>
<context>
    <name>TextSection</name>
    <message>
        <source>A user or an organisation</source>
        <translation>사용자 또는 조직</translation>
    </message>
    <message>
        <source>The id of a dataset</source>
        <translation>데이터셋 ID</translation>
    </message>
    <message>
        <source>The id of a model</source>
        <translation>모델 ID</translation>
    </message>
</context>
<context>
    <name>ThinProgress</name>
    <message>
        <source>Busy</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>{percent} percent</source>
        <translation>{percent}퍼센트</translation>
    </message>
</context>
<context>
    <name>TitleLabel</name>
    <message>
        <source>{name} by {owner}. Press Enter for everything by {owner}.</source>
        <translation>{owner}의 {name}. Enter 키를 누르면 {owner}의 모든 것을 봅니다.</translation>
    </message>
</context>
<context>
    <name>TransferSettings</name>
    <message>
        <source>Hours and quitting</source>
        <translation>시간대와 종료</translation>
    </message>
    <message>
        <source>Within these hours</source>
        <translation>이 시간대에는</translation>
    </message>
    <message>
        <source>For times when others need the line.</source>
        <translation>다른 사람이 회선을 써야 하는 시간을 위한 설정입니다.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Earlier than the beginning means the next day.</source>
        <translation>시작보다 이르면 다음 날을 뜻합니다.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>요일</translation>
    </message>
    <message>
        <source>Speed within these hours</source>
        <translation>이 시간대의 속도</translation>
    </message>
    <message>
        <source>The general limit holds, too, if it is the lower one.</source>
        <translation>전체 속도 제한이 더 낮으면 그 제한을 따릅니다.</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>창을 닫을 때</translation>
    </message>
    <message>
        <source>While transfers are under way. Otherwise HubDesk quits.</source>
        <translation>전송 중일 때의 동작입니다. 전송이 없으면 HubDesk를 끝냅니다.</translation>
    </message>
    <message>
        <source>Notify of transfers that end</source>
        <translation>전송이 끝나면 알림</translation>
    </message>
    <message>
        <source>While the window is not in front of the others.</source>
        <translation>창이 맨 앞에 있지 않을 때 알립니다.</translation>
    </message>
    <message>
        <source>As at any time</source>
        <translation>평소와 같이</translation>
    </message>
    <message>
        <source>Limit the speed</source>
        <translation>속도 제한</translation>
    </message>
    <message>
        <source>Let transfers rest</source>
        <translation>전송 쉬기</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>매일</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>월요일부터 금요일까지</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>묻기</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>트레이에서 계속 실행</translation>
    </message>
    <message>
        <source>Pause and quit</source>
        <translation>일시정지하고 끝내기</translation>
    </message>
    <message>
        <source>Stop, go on at the next start</source>
        <translation>중단하고 다음 시작 때 이어 가기</translation>
    </message>
</context>
<context>
    <name>Transfers</name>
    <message>
        <source>{count} active</source>
        <translation>진행 {count}</translation>
    </message>
    <message>
        <source>{count} verifying</source>
        <translation>검증 {count}</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>대기 {count}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>실패 {count}</translation>
    </message>
    <message>
        <source>resting until {time}</source>
        <translation>{time}까지 쉬는 중</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>완료 {count}</translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation>취소 {count}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>진행 중인 전송 없음</translation>
    </message>
    <message>
        <source>Waiting for the Hub</source>
        <translation>Hub 대기 중</translation>
    </message>
    <message>
        <source>Uploading</source>
        <translation>업로드 중</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Hashing</source>
        <translation>해시 계산 중</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>다운로드 중</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>검증 중</translation>
    </message>
    <message>
        <source>Committing</source>
        <translation>커밋 중</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>일시정지하는 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시정지됨</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Done, verified</source>
        <translation>완료, 검증됨</translation>
    </message>
    <message>
        <source>Waiting for access</source>
        <translation>접근 승인 대기 중</translation>
    </message>
    <message>
        <source>Waiting for you to sign in</source>
        <translation>로그인 대기 중</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>네트워크 대기 중</translation>
    </message>
    <message>
        <source>Waiting for disk space</source>
        <translation>디스크 공간 대기 중</translation>
    </message>
    <message>
        <source>The Hub asks for a pause</source>
        <translation>Hub의 요청으로 잠시 멈춤</translation>
    </message>
    <message>
        <source>Waiting for your decision</source>
        <translation>결정 대기 중</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>파일 1개</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>파일 {count}개</translation>
    </message>
    <message>
        <source>Offered as a pull request</source>
        <translation>풀 리퀘스트로 제안함</translation>
    </message>
    <message>
        <source>Upload queued</source>
        <translation>업로드 대기 중</translation>
    </message>
    <message>
        <source>Uploaded</source>
        <translation>업로드 완료</translation>
    </message>
    <message>
        <source>{done} of {files} were committed and stay, the rest was not</source>
        <translation>{files} 중 {done}개는 커밋되어 남고 나머지는 아닙니다</translation>
    </message>
    <message>
        <source>Nothing was committed: the repository is as it was</source>
        <translation>커밋된 것이 없어 저장소는 그대로입니다</translation>
    </message>
    <message>
        <source>Upload of {files} to {branch}</source>
        <translation>{branch}(으)로 {files} 업로드</translation>
    </message>
    <message>
        <source>in the HF cache</source>
        <translation>HF 캐시에 있음</translation>
    </message>
    <message>
        <source>{done} of {total} · {percent} %</source>
        <translation>{total} 중 {done} · {percent}%</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>kept, goes on from here</source>
        <translation>보관됨, 여기서 이어집니다</translation>
    </message>
    <message>
        <source>what was sent is kept</source>
        <translation>보낸 것은 유지됩니다</translation>
    </message>
    <message>
        <source>what has arrived is kept</source>
        <translation>받은 데이터는 보관됩니다</translation>
    </message>
    <message>
        <source>{speed} · {time} left</source>
        <translation>{speed} · {time} 남음</translation>
    </message>
    <message>
        <source>looks again in {time}</source>
        <translation>{time} 후 다시 확인</translation>
    </message>
    <message>
        <source>tries again in {time}</source>
        <translation>{time} 후 다시 시도</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시정지</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>이어받기</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>지금 다시 시도</translation>
    </message>
    <message>
        <source>Download again…</source>
        <translation>다시 다운로드…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>결정하기…</translation>
    </message>
    <message>
        <source>Open the commit</source>
        <translation>커밋 열기</translation>
    </message>
    <message>
        <source>Open the pull request</source>
        <translation>풀 리퀘스트 열기</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Move to the top</source>
        <translation>맨 위로 이동</translation>
    </message>
    <message>
        <source>Move to the bottom</source>
        <translation>맨 아래로 이동</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>목록에서 제거</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>Copy error details</source>
        <translation>오류 정보 복사</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>다른 작업</translation>
    </message>
    <message>
        <source>Transfer finished</source>
        <translation>전송 완료</translation>
    </message>
    <message>
        <source>{count} transfers finished</source>
        <translation>전송 {count}개 완료</translation>
    </message>
    <message>
        <source>Transfer failed</source>
        <translation>전송 실패</translation>
    </message>
    <message>
        <source>{failed} transfers failed, {done} finished</source>
        <translation>전송 {failed}개 실패, {done}개 완료</translation>
    </message>
    <message>
        <source>The list of transfers could not be read and begins anew. The old one is kept as {place}</source>
        <translation>전송 목록을 읽을 수 없어 새로 시작합니다. 이전 목록은 {place}에 보관했습니다</translation>
    </message>
    <message>
        <source>{needed} to come, {free} free on that disk</source>
        <translation>앞으로 {needed} 필요, 그 디스크의 여유 공간 {free}</translation>
    </message>
    <message>
        <source>The owner has refused access</source>
        <translation>소유자가 접근을 거절했습니다</translation>
    </message>
</context>
<context>
    <name>TransfersHeader</name>
    <message>
        <source>Transfers</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>Remove finished transfers from the list</source>
        <translation>끝난 전송을 목록에서 제거</translation>
    </message>
    <message>
        <source>History of transfers</source>
        <translation>전송 기록</translation>
    </message>
    <message>
        <source>Fold the transfers</source>
        <translation>전송 목록 접기</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>모두 이어받기</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>모두 일시정지</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>전체 {count}</translation>
    </message>
    <message>
        <source>Active {count}</source>
        <translation>진행 {count}</translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation>대기 {count}</translation>
    </message>
    <message>
        <source>Failed {count}</source>
        <translation>실패 {count}</translation>
    </message>
    <message>
        <source>Finished {count}</source>
        <translation>끝남 {count}</translation>
    </message>
</context>
<context>
    <name>TransfersPanel</name>
    <message>
        <source>History of transfers</source>
        <translation>전송 기록</translation>
    </message>
    <message>
        <source>Pause all transfers</source>
        <translation>모든 전송 일시정지</translation>
    </message>
    <message>
        <source>Resume all transfers</source>
        <translation>모든 전송 이어받기</translation>
    </message>
    <message>
        <source>Remove finished transfers from the list</source>
        <translation>끝난 전송을 목록에서 제거</translation>
    </message>
</context>
<context>
    <name>TransfersView</name>
    <message>
        <source>Transfers</source>
        <translation>전송</translation>
    </message>
    <message>
        <source>Leave out of the download</source>
        <translation>다운로드에서 빼기</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open HubDesk</source>
        <translation>HubDesk 열기</translation>
    </message>
    <message>
        <source>Pause all transfers</source>
        <translation>모든 전송 일시정지</translation>
    </message>
    <message>
        <source>Resume all transfers</source>
        <translation>모든 전송 계속</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
</context>
<context>
    <name>TypeSelector</name>
    <message>
        <source>What to search</source>
        <translation>검색 대상</translation>
    </message>
</context>
<context>
    <name>UnfoldedTransfers</name>
    <message>
        <source>No transfers yet</source>
        <translation>아직 전송이 없습니다</translation>
    </message>
    <message>
        <source>Downloads and uploads appear here, with their progress. Drop files here to upload them.</source>
        <translation>다운로드와 업로드가 진행 상황과 함께 여기에 표시됩니다. 파일을 여기에 끌어다 놓으면 올릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing in this state</source>
        <translation>이 상태의 전송이 없습니다</translation>
    </message>
    <message>
        <source>Other transfers are hidden by the filter.</source>
        <translation>다른 전송은 필터에 가려져 있습니다.</translation>
    </message>
</context>
<context>
    <name>UploadButton</name>
    <message>
        <source>Upload</source>
        <translation>업로드</translation>
    </message>
    <message>
        <source>Upload files to this repository, or drop them here</source>
        <translation>이 저장소에 파일을 올립니다. 여기에 끌어다 놓아도 됩니다</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>파일…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>폴더…</translation>
    </message>
    <message>
        <source>Text as a new file…</source>
        <translation>텍스트를 새 파일로…</translation>
    </message>
    <message>
        <source>Paste from the clipboard</source>
        <translation>클립보드에서 붙여 넣기</translation>
    </message>
</context>
<context>
    <name>UploadCode</name>
    <message>
        <source>Command line</source>
        <translation>명령줄</translation>
    </message>
    <message>
        <source>Language of the code</source>
        <translation>코드의 언어</translation>
    </message>
</context>
<context>
    <name>UploadDock</name>
    <message>
        <source>Drop to upload: you choose the repository next</source>
        <translation>놓으면 올립니다. 저장소는 다음에 고릅니다</translation>
    </message>
    <message>
        <source>{count} files and folders</source>
        <translation>파일과 폴더 {count}개</translation>
    </message>
</context>
<context>
    <name>UploadFilesDelegate</name>
    <message>
        <source>Added</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Unchanged: nothing to send</source>
        <translation>그대로: 보낼 것 없음</translation>
    </message>
    <message>
        <source>Ignored: not sent</source>
        <translation>제외: 보내지 않음</translation>
    </message>
    <message>
        <source>Deleted from the repository</source>
        <translation>저장소에서 삭제</translation>
    </message>
    <message>
        <source>Secret, line {line}</source>
        <translation>비밀, {line}행</translation>
    </message>
    <message>
        <source>Keys?</source>
        <translation>키?</translation>
    </message>
    <message>
        <source>Pickle</source>
        <translation>Pickle</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>확인</translation>
    </message>
</context>
<context>
    <name>UploadFilesModel</name>
    <message>
        <source>left out by you</source>
        <translation>직접 뺐음</translation>
    </message>
</context>
<context>
    <name>UploadFindings</name>
    <message>
        <source>Needs a look: {count}</source>
        <translation>확인이 필요함: {count}</translation>
    </message>
    <message>
        <source>And {count} more. The list marks their files.</source>
        <translation>그 밖에 {count}개가 더 있습니다. 목록에 표시되어 있습니다.</translation>
    </message>
</context>
<context>
    <name>UploadFooter</name>
    <message>
        <source>Show code</source>
        <translation>코드 보기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open pull request</source>
        <translation>풀 리퀘스트 열기</translation>
    </message>
    <message>
        <source>Start upload</source>
        <translation>업로드 시작</translation>
    </message>
    <message>
        <source>{files} to delete</source>
        <translation>{files} 삭제</translation>
    </message>
    <message>
        <source>{size} to send in {files}, {deleted} to delete</source>
        <translation>{files} {size} 보내기, {deleted}개 삭제</translation>
    </message>
    <message>
        <source>{size} to send in {files}</source>
        <translation>{files} {size} 보내기</translation>
    </message>
    <message>
        <source>A pull request for {branch}, on top of {commit}</source>
        <translation>{commit} 위에 {branch} 브랜치로 풀 리퀘스트</translation>
    </message>
    <message>
        <source>One commit on {branch}, on top of {commit}</source>
        <translation>{commit} 위에 {branch} 브랜치에 커밋 1개</translation>
    </message>
    <message>
        <source>{commits} commits on {branch}, on top of {commit}</source>
        <translation>{commit} 위에 {branch} 브랜치에 커밋 {commits}개</translation>
    </message>
    <message>
        <source>Something must be mended first: see “Needs a look”</source>
        <translation>먼저 고칠 것이 있습니다. “확인이 필요함”을 보세요</translation>
    </message>
    <message>
        <source>Every file is left out</source>
        <translation>모든 파일을 뺐습니다</translation>
    </message>
    <message>
        <source>The repository has all of this already: nothing to send</source>
        <translation>저장소에 이미 모두 있어 보낼 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>UploadHead</name>
    <message>
        <source>Upload to {name}</source>
        <translation>{name}에 업로드</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>다시 계획</translation>
    </message>
    <message>
        <source>Look at the files and at the repository again</source>
        <translation>파일과 저장소를 다시 살펴봅니다</translation>
    </message>
    <message>
        <source>{count} files and folders</source>
        <translation>파일과 폴더 {count}개</translation>
    </message>
    <message>
        <source>{what} → {folder}/ in the repository</source>
        <translation>{what} → 저장소의 {folder}/</translation>
    </message>
    <message>
        <source>{what} → the top of the repository</source>
        <translation>{what} → 저장소 맨 위</translation>
    </message>
</context>
<context>
    <name>UploadList</name>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Filter files</source>
        <translation>파일 거르기</translation>
    </message>
    <message>
        <source>Filter files by name</source>
        <translation>이름으로 파일 거르기</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>추가 {count}</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>변경 {count}</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>그대로 {count}</translation>
    </message>
    <message>
        <source>{count} ignored</source>
        <translation>제외 {count}</translation>
    </message>
    <message>
        <source>{count} deleted</source>
        <translation>삭제 {count}</translation>
    </message>
</context>
<context>
    <name>UploadOptions</name>
    <message>
        <source>Folder in the repository</source>
        <translation>저장소의 폴더</translation>
    </message>
    <message>
        <source>Commit message</source>
        <translation>커밋 메시지</translation>
    </message>
    <message>
        <source>Only files like</source>
        <translation>이런 파일만</translation>
    </message>
    <message>
        <source>Without files like</source>
        <translation>이런 파일 빼고</translation>
    </message>
    <message>
        <source>Delete from the repository files like</source>
        <translation>저장소에서 지울 파일</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>맨 위</translation>
    </message>
    <message>
        <source>Without the folder “{name}”</source>
        <translation>“{name}” 폴더 없이</translation>
    </message>
    <message>
        <source>Put the content of “{name}” there, not the folder itself</source>
        <translation>폴더가 아니라 “{name}”의 내용을 그곳에 둡니다</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>브랜치</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>커밋</translation>
    </message>
    <message>
        <source>Pull request</source>
        <translation>풀 리퀘스트</translation>
    </message>
    <message>
        <source>Commit, or offer as a pull request</source>
        <translation>커밋하거나 풀 리퀘스트로 제안</translation>
    </message>
    <message>
        <source>Add description</source>
        <translation>설명 추가</translation>
    </message>
    <message>
        <source>Description of the commit</source>
        <translation>커밋 설명</translation>
    </message>
    <message>
        <source>What changed, and why</source>
        <translation>무엇이 왜 바뀌었는지</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>옵션 줄이기</translation>
    </message>
    <message>
        <source>More: patterns, deleting</source>
        <translation>더 보기: 패턴, 삭제</translation>
    </message>
    <message>
        <source>Leave out what .gitignore names</source>
        <translation>.gitignore에 있는 것 빼기</translation>
    </message>
</context>
<context>
    <name>UploadPlan</name>
    <message>
        <source>Sign in to upload: the Hub wants to know whose files these are.</source>
        <translation>올리려면 로그인하세요. 허브는 누구의 파일인지 알아야 합니다.</translation>
    </message>
    <message>
        <source>This token may only read. Sign in with one that may write to upload.</source>
        <translation>이 토큰은 읽기만 할 수 있습니다. 올리려면 쓰기 토큰으로 로그인하세요.</translation>
    </message>
    <message>
        <source>Drop to offer to {name} as a pull request, in {folder}/</source>
        <translation>놓으면 {name}의 {folder}/에 풀 리퀘스트로 제안합니다</translation>
    </message>
    <message>
        <source>Drop to offer to {name} as a pull request</source>
        <translation>놓으면 {name}에 풀 리퀘스트로 제안합니다</translation>
    </message>
    <message>
        <source>Drop to upload to {name}, in {folder}/</source>
        <translation>놓으면 {name}의 {folder}/에 올립니다</translation>
    </message>
    <message>
        <source>Drop to upload to {name}</source>
        <translation>놓으면 {name}에 올립니다</translation>
    </message>
    <message>
        <source>Two files for {path}</source>
        <translation>{path}에 파일이 두 개</translation>
    </message>
    <message>
        <source>{path} stands in the way</source>
        <translation>{path}이(가) 길을 막고 있습니다</translation>
    </message>
    <message>
        <source>{path} is no longer there</source>
        <translation>{path}이(가) 더는 없습니다</translation>
    </message>
    <message>
        <source>{path} is too large for the Hub</source>
        <translation>{path}이(가) 허브에 너무 큽니다</translation>
    </message>
    <message>
        <source>Too many files in one folder {path}</source>
        <translation>한 폴더에 파일이 너무 많습니다: {path}</translation>
    </message>
    <message>
        <source>The Hub would refuse this card</source>
        <translation>허브가 이 카드를 거부합니다</translation>
    </message>
    <message>
        <source>A secret in {path}</source>
        <translation>{path}에 비밀이 있습니다</translation>
    </message>
    <message>
        <source>{path} may hold keys or passwords</source>
        <translation>{path}에 키나 비밀번호가 있을 수 있습니다</translation>
    </message>
    <message>
        <source>{path} is a pickle file</source>
        <translation>{path}은(는) pickle 파일입니다</translation>
    </message>
    <message>
        <source>{path} is very large</source>
        <translation>{path}이(가) 매우 큽니다</translation>
    </message>
    <message>
        <source>Very many files in one repository</source>
        <translation>한 저장소에 파일이 매우 많습니다</translation>
    </message>
    <message>
        <source>There is no card</source>
        <translation>카드가 없습니다</translation>
    </message>
    <message>
        <source>The card names no licence</source>
        <translation>카드에 라이선스가 없습니다</translation>
    </message>
    <message>
        <source>The Hub has a remark on the card</source>
        <translation>허브가 카드에 대해 알립니다</translation>
    </message>
    <message>
        <source>{path} looks like another name</source>
        <translation>{path}이(가) 다른 이름과 비슷합니다</translation>
    </message>
    <message>
        <source>{path} is being changed</source>
        <translation>{path}이(가) 바뀌는 중입니다</translation>
    </message>
    <message>
        <source>{path} cannot be read</source>
        <translation>{path}을(를) 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>{path} has a name the Hub cannot keep</source>
        <translation>{path}은(는) 허브가 쓸 수 없는 이름입니다</translation>
    </message>
    <message>
        <source>{path} is empty</source>
        <translation>{path}이(가) 비어 있습니다</translation>
    </message>
    <message>
        <source>{path} is among the files</source>
        <translation>파일 중에 {path}이(가) 있습니다</translation>
    </message>
    <message>
        <source>{first} and {second} would both go there. Leave one of them out.</source>
        <translation>{first}와(과) {second}이(가) 같은 곳으로 갑니다. 하나를 빼세요.</translation>
    </message>
    <message>
        <source>{first} needs a folder where a file stands, or the other way round. Choose another folder.</source>
        <translation>{first} 때문에 파일 자리에 폴더가 필요하거나 그 반대입니다. 다른 폴더를 고르세요.</translation>
    </message>
    <message>
        <source>{first} was moved or deleted. Close this and choose it again.</source>
        <translation>{first}이(가) 옮겨졌거나 지워졌습니다. 닫고 다시 고르세요.</translation>
    </message>
    <message>
        <source>It has {first}, and the Hub takes at most {second}. Split it, or leave it out.</source>
        <translation>크기가 {first}인데 허브는 {second}까지 받습니다. 나누거나 빼세요.</translation>
    </message>
    <message>
        <source>It would have {first} entries, and the Hub takes at most {second}. Use folders within it.</source>
        <translation>항목이 {first}개가 되는데 허브는 {second}개까지 받습니다. 하위 폴더를 쓰세요.</translation>
    </message>
    <message>
        <source>It says: {first}. Correct {path}, then plan again.</source>
        <translation>허브의 답: {first}. {path}을(를) 고친 뒤 다시 계획하세요.</translation>
    </message>
    <message>
        <source>Line {line} seems to hold one: {first}. Whoever reads the repository could use it.</source>
        <translation>{line}행에 있는 것 같습니다: {first}. 저장소를 읽는 사람은 누구나 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Files of this name usually do. Look into it before it is public.</source>
        <translation>이런 이름의 파일에는 보통 들어 있습니다. 공개하기 전에 살펴보세요.</translation>
    </message>
    <message>
        <source>It can run code when it is loaded. Safer is {first}.</source>
        <translation>불러올 때 코드를 실행할 수 있습니다. {first}이(가) 더 안전합니다.</translation>
    </message>
    <message>
        <source>It has {first}; the Hub recommends at most {second}. Several smaller files travel better.</source>
        <translation>크기가 {first}인데 허브는 {second} 이하를 권합니다. 작은 파일 여럿이 낫습니다.</translation>
    </message>
    <message>
        <source>The repository would have {first} files; the Hub recommends at most {second}.</source>
        <translation>저장소의 파일이 {first}개가 되는데 허브는 {second}개 이하를 권합니다.</translation>
    </message>
    <message>
        <source>A README.md tells others what this is and how to use it.</source>
        <translation>README.md는 이것이 무엇이고 어떻게 쓰는지 알려 줍니다.</translation>
    </message>
    <message>
        <source>Without one, nobody knows what they may do with it.</source>
        <translation>없으면 무엇을 해도 되는지 아무도 알 수 없습니다.</translation>
    </message>
    <message>
        <source>It says: {first}</source>
        <translation>허브의 답: {first}</translation>
    </message>
    <message>
        <source>{first} differs only in small and capital letters or in accents.</source>
        <translation>{first}와(과) 대소문자나 악센트만 다릅니다.</translation>
    </message>
    <message>
        <source>It was written to while this plan was made. Wait for that to end, then plan again.</source>
        <translation>계획하는 동안 파일이 바뀌었습니다. 끝나기를 기다린 뒤 다시 계획하세요.</translation>
    </message>
    <message>
        <source>The system does not let HubDesk read {first}. It is left out.</source>
        <translation>시스템이 {first}을(를) 읽지 못하게 합니다. 빠집니다.</translation>
    </message>
    <message>
        <source>{first} is left out. Rename it to upload it.</source>
        <translation>{first}은(는) 빠집니다. 올리려면 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>It has no content. That may be meant so.</source>
        <translation>내용이 없습니다. 의도한 것일 수 있습니다.</translation>
    </message>
    <message>
        <source>It decides which files the Hub keeps as large files.</source>
        <translation>허브가 어떤 파일을 큰 파일로 보관할지 정합니다.</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>git&apos;s own, or the library&apos;s notes</source>
        <translation>git 또는 라이브러리의 파일</translation>
    </message>
    <message>
        <source>named in .gitignore</source>
        <translation>.gitignore에 있음</translation>
    </message>
    <message>
        <source>left out by your patterns</source>
        <translation>패턴으로 뺐음</translation>
    </message>
    <message>
        <source>named in the repository&apos;s .gitignore</source>
        <translation>저장소의 .gitignore에 있음</translation>
    </message>
    <message>
        <source>not a file, or a link out of the folder</source>
        <translation>파일이 아니거나 폴더 밖으로 가는 링크</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>no file in a repository can be called this</source>
        <translation>저장소에서 쓸 수 없는 이름</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>직접 뺐음</translation>
    </message>
    <message>
        <source>nothing to send</source>
        <translation>보낼 것 없음</translation>
    </message>
    <message>
        <source>goes from the repository</source>
        <translation>저장소에서 사라짐</translation>
    </message>
    <message>
        <source>Upload {name}</source>
        <translation>{name} 업로드</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>{name} 삭제</translation>
    </message>
    <message>
        <source>Delete {count} files</source>
        <translation>파일 {count}개 삭제</translation>
    </message>
    <message>
        <source>Upload {count} files</source>
        <translation>파일 {count}개 업로드</translation>
    </message>
    <message>
        <source>As a pull request</source>
        <translation>풀 리퀘스트로</translation>
    </message>
    <message>
        <source>You cannot commit here</source>
        <translation>여기에는 커밋할 수 없습니다</translation>
    </message>
    <message>
        <source>This account may not write to {name}. You can offer your files to its owner instead.</source>
        <translation>이 계정은 {name}에 쓸 수 없습니다. 대신 소유자에게 파일을 제안할 수 있습니다.</translation>
    </message>
    <message>
        <source>You are not signed in</source>
        <translation>로그인하지 않았습니다</translation>
    </message>
    <message>
        <source>Uploading needs an account, and a token that may write. Nothing was sent.</source>
        <translation>올리려면 계정과 쓰기 토큰이 필요합니다. 보낸 것은 없습니다.</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>다시 계획</translation>
    </message>
    <message>
        <source>Planning was stopped</source>
        <translation>계획을 멈췄습니다</translation>
    </message>
    <message>
        <source>Without a plan nothing is sent.</source>
        <translation>계획 없이는 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing to upload</source>
        <translation>올릴 것이 없습니다</translation>
    </message>
    <message>
        <source>There is no file in what you chose.</source>
        <translation>고른 것에 파일이 없습니다.</translation>
    </message>
</context>
<context>
    <name>UploadProgress</name>
    <message>
        <source>Comparing with the repository</source>
        <translation>저장소와 비교하는 중</translation>
    </message>
    <message>
        <source>{done} of {total} read, to leave out what is there already</source>
        <translation>{total} 중 {done} 읽음. 이미 있는 것은 빼려고 합니다</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>파일을 살펴보는 중</translation>
    </message>
    <message>
        <source>Nothing is sent before you start it.</source>
        <translation>시작하기 전에는 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Stop planning</source>
        <translation>계획 멈추기</translation>
    </message>
</context>
<context>
    <name>UploadTargetDialog</name>
    <message>
        <source>Upload to which repository?</source>
        <translation>어느 저장소에 올릴까요?</translation>
    </message>
    <message>
        <source>Upload {what} to which repository?</source>
        <translation>{what}을(를) 어느 저장소에 올릴까요?</translation>
    </message>
    <message>
        <source>Filter, or paste an id such as name/model</source>
        <translation>거르거나 name/model 같은 id를 붙여 넣으세요</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Your repositories</source>
        <translation>내 저장소</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>{what}. Paste an id instead.</source>
        <translation>{what}. 대신 id를 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Looking for your repositories…</source>
        <translation>내 저장소를 찾는 중…</translation>
    </message>
    <message>
        <source>Nothing of this name is yours. Paste a whole id, such as name/model.</source>
        <translation>이런 이름의 내 저장소가 없습니다. name/model처럼 전체 id를 붙여 넣으세요.</translation>
    </message>
</context>
<context>
    <name>UploadWays</name>
    <message>
        <source>Choose files to upload</source>
        <translation>올릴 파일 고르기</translation>
    </message>
    <message>
        <source>Choose a folder to upload</source>
        <translation>올릴 폴더 고르기</translation>
    </message>
    <message>
        <source>There are no files, no picture and no text on the clipboard to upload.</source>
        <translation>클립보드에 올릴 파일, 그림, 텍스트가 없습니다.</translation>
    </message>
</context>
<context>
    <name>WaitingDialog</name>
    <message>
        <source>A download is running without a window</source>
        <translation>창 없이 다운로드가 진행 중입니다</translation>
    </message>
    <message>
        <source>HubDesk opens as soon as it has finished. It is not disturbed.</source>
        <translation>다운로드가 끝나면 HubDesk가 바로 열립니다. 다운로드는 방해받지 않습니다.</translation>
    </message>
    <message>
        <source>Do not wait</source>
        <translation>기다리지 않기</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>The Hub on your desktop</source>
        <translation>데스크톱에서 만나는 Hub</translation>
    </message>
    <message>
        <source>Find a model, a dataset or a Space at the left, look into it here, and download what you need.</source>
        <translation>왼쪽에서 모델, 데이터셋, Space를 찾아 여기서 살펴보고 필요한 것을 다운로드하세요.</translation>
    </message>
    <message>
        <source>Search the Hub</source>
        <translation>Hub 검색</translation>
    </message>
    <message>
        <source>Open an address…</source>
        <translation>주소 열기…</translation>
    </message>
    <message>
        <source>go to the search field</source>
        <translation>검색란으로 이동</translation>
    </message>
    <message>
        <source>every command, by a few letters</source>
        <translation>몇 글자로 모든 명령 찾기</translation>
    </message>
    <message>
        <source>from panel to panel</source>
        <translation>패널 사이 이동</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Open an address…</source>
        <translation>주소 열기…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Keep this tab</source>
        <translation>이 탭 유지</translation>
    </message>
    <message>
        <source>Close this tab</source>
        <translation>이 탭 닫기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Fold or unfold transfers</source>
        <translation>전송 접기/펴기</translation>
    </message>
    <message>
        <source>Transfers at the bottom</source>
        <translation>전송을 아래에</translation>
    </message>
    <message>
        <source>Transfers at the right</source>
        <translation>전송을 오른쪽에</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>밝은 테마</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>어두운 테마</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>시스템 테마</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>찾아보기</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>모든 명령</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>다음 패널</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>이전 패널</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>다음 탭</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>이전 탭</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Open the folder of logs</source>
        <translation>로그 폴더 열기</translation>
    </message>
    <message>
        <source>About HubDesk</source>
        <translation>HubDesk 정보</translation>
    </message>
</context>
</TS>
